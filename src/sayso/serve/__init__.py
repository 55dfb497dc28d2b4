"""The workbench: a project file goes in, pages for a browser come out."""
