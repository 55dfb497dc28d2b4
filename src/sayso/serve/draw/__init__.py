"""Drawings of the workbench: records go in, inline SVG comes out; nothing here knows the store or the web."""
