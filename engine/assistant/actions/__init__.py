"""Session tasks: functions from a Snapshot and arguments to Changes or text; one file a task."""
