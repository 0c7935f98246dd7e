"""The policy console: policies, incidents, records, people, audit, alerts."""
