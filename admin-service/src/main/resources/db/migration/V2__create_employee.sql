create table employee (
    id uuid primary key,
    version int not null,
    employee_no text not null,
    kind text not null,
    name text not null,
    department_id uuid not null references department (id),
    manager_no text references employee (employee_no),
    grade text,
    work_time_system text not null,
    hired_on date,
    left_on date,
    external_system text,
    external_id text,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    constraint employee__duplicate_employee_no unique (employee_no),
    constraint employee__duplicate_external_ref unique (external_system, external_id)
);
create index employee_department on employee (department_id, id);
create index employee_manager on employee (manager_no);

create table employee_role (
    employee_id uuid not null references employee (id),
    role text not null,
    scope text not null,
    departments uuid[] not null,
    primary key (employee_id, role)
);
create index employee_role_role on employee_role (role);
