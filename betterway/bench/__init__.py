"""Speed, as ratios to an empty page measured in the same breath: honest on any machine."""
