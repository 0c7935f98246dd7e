"""One module for each part of the menu: what is asked of a service, what the template is given."""
