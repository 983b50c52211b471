# What the scripts of the local run share: where things are, how they speak, what they know of a run. Sourced, not run.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
own=$root/.local # of this machine, not of the project
runs=$own/runs # a link for each run, named by its launcher's process id, to the data
data=$own/data # unless --data names another
state=run.tsv    # in the data: name, pid, started, port, state, restarts, log

# say ENGLISH CHINESE: in the language of the shell, as the launcher does
say() {
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
        zh*) printf '%s\n' "$2" ;;
        *) printf '%s\n' "$1" ;;
    esac
}

# started PID: when, in clock ticks since boot; nothing where there is no such process
started() {
    local stat
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
    set -- ${stat##*) }
    [ "$1" = Z ] || echo "${20}"
}

# runs_now PID STARTED: the very process of the state file, not another with its number
runs_now() {
    [ -n "$2" ] && [ "$(started "$1")" = "$2" ]
}

# launcher DIRECTORY: its process id, where a run has the data
launcher() {
    local name pid since rest
    [ -r "$1/$state" ] || return 1
    while IFS=$'\t' read -r name pid since rest; do
        [ "$name" != launcher ] || ! runs_now "$pid" "$since" || { echo "$pid"; return 0; }
    done <"$1/$state"
    return 1
}

# holder DIRECTORY: the process that has the data locked, from the first moment of its start on
holder() {
    local inode
    inode=$(stat -c %i "$1/lock" 2>/dev/null) || return 1
    awk -v inode="$inode" '{ n = split($6, file, ":") } file[n] == inode { print $5; found = 1 } END { exit !found }' \
        /proc/locks
}

# left DIRECTORY: names of the processes in the state file that are alive
left() {
    local name pid since rest
    [ -r "$1/$state" ] || return 0
    while IFS=$'\t' read -r name pid since rest; do
        ! runs_now "$pid" "$since" || printf '%s ' "$name"
    done <"$1/$state"
}

# absolute PATH: from where the caller is
absolute() {
    case $1 in
        /*) printf '%s\n' "$1" ;;
        *) printf '%s\n' "$PWD/$1" ;;
    esac
}
