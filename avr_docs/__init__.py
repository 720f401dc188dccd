"""Documents about assisted voluntary return: tagged, stored, compared, served."""
