package io.neiqin.platform.approval;

import io.neiqin.platform.approval.Flow.Mode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who approves what, as a company sets it. */
@ConfigMapping(prefix = "neiqin.approval")
interface ApprovalSettings {

    /** Who is asked where a rule finds nobody, as {@code role:GENERAL_MANAGER}; without, the request is refused. */
    Optional<String> otherwise();

    Map<String, Kind> kind();

    interface Kind {
        List<Step> steps();

        /** Who is told without being asked (抄送). */
        Optional<List<String>> copies();
    }

    interface Step {
        List<Node> nodes();
    }

    interface Node {
        String name();

        @WithDefault("ALL")
        Mode mode();

        @WithDefault("100")
        int percent();

        String approvers();
    }
}
