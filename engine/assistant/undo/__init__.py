"""Taking requests back and making them again, change by change: in any order, also after a restart."""
