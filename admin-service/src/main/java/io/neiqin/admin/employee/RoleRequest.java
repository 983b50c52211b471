package io.neiqin.admin.employee;

import io.neiqin.admin.employee.RoleBinding.Scope;
import io.neiqin.platform.identity.Roles;
import io.neiqin.platform.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** All roles that an employee is to have; an empty list takes them away. */
public record RoleRequest(@NotNull @Size(max = 50) List<@NotNull @Valid Role> roles) {

    /** @param departments needed for CUSTOM, else left out */
    public record Role(
            @NotBlank String role,
            @NotNull Scope scope,
            @Size(max = 500) List<@NotNull UUID> departments) {

        RoleBinding binding() {
            return new RoleBinding(role, scope, departments == null ? List.of() : List.copyOf(departments));
        }
    }

    /** Refuses with 422 what admin-service may not bind, double roles, and departments that do not fit the scope. */
    List<RoleBinding> bindings() {
        Problem problem = Problem.rule("roles-invalid");
        Set<String> seen = new HashSet<>();
        List<RoleBinding> bindings = new ArrayList<>();
        for (int i = 0; i < roles.size(); i++) {
            RoleBinding binding = roles.get(i).binding();
            String at = "/roles/" + i;
            if (!Roles.BINDABLE.contains(binding.role())) {
                problem.at(at + "/role", "unknown-role", binding.role());
            }
            if (!seen.add(binding.role())) {
                problem.at(at + "/role", "duplicate-role", binding.role());
            }
            if (binding.scope() == Scope.CUSTOM && binding.departments().isEmpty()) {
                problem.at(at + "/departments", "custom-needs-departments");
            }
            if (binding.scope() != Scope.CUSTOM && !binding.departments().isEmpty()) {
                problem.at(at + "/departments", "departments-only-for-custom");
            }
            bindings.add(binding);
        }
        problem.throwIfAny();
        return bindings;
    }
}
