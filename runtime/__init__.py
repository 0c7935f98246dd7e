"""What every running process needs: settings, log, outbox, bundle store, keys, clock."""
