"""Clauses: a sentence read as a whole, clause by clause or beside its remarks, in each of its wordings."""
