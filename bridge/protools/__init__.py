"""Pro Tools: reached by its own scripting interface, PTSL; no script of ours runs inside it."""
