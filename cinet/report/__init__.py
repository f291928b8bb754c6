"""From a study file to tables, figures, report and manifest: the only room that writes to disk."""
