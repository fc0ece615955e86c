"""Languages: requests in German, French, Spanish, Portuguese and Chinese, said again in the planner's English words."""
