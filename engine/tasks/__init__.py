"""The task table: one file a family, each with a list `TASKS`."""
