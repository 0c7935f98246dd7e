"""The console's pages: Jinja2 templates over the areas' services, in Chinese and English."""
