import GRDB

/// The tables, by version.
///
/// A migration that was shipped is never changed: the next one changes what it made.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: records, outbox, posts, log and dead letters") { db in
      try db.execute(sql: version1)
    }
    return migrator
  }

  private static let version1 = """
    -- Values that other parts of fleepd store and only they can read.
    CREATE TABLE position (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE engine_record (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE hook_record (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

    -- Holds one row from the first commit on: it tells a first start from a later one.
    CREATE TABLE life (began INTEGER NOT NULL) STRICT;

    -- AUTOINCREMENT: an id is never given twice, not even after its row is gone.
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      hook TEXT NOT NULL,
      severity INTEGER NOT NULL,
      queued INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      item TEXT NOT NULL
    ) STRICT;
    -- In the order of sacrifice.
    CREATE INDEX outbox_order ON outbox (hook, severity, id);

    -- Kept by the triggers: a full outbox must not be counted at every commit.
    CREATE TABLE queue_size (
      hook TEXT PRIMARY KEY,
      count INTEGER NOT NULL,
      bytes INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER outbox_grows AFTER INSERT ON outbox BEGIN
      INSERT INTO queue_size VALUES (NEW.hook, 1, NEW.bytes)
      ON CONFLICT (hook) DO UPDATE SET count = count + 1, bytes = bytes + excluded.bytes;
    END;
    CREATE TRIGGER outbox_shrinks AFTER DELETE ON outbox BEGIN
      UPDATE queue_size SET count = count - 1, bytes = bytes - OLD.bytes WHERE hook = OLD.hook;
    END;

    -- Posts that may have arrived without an answer seen, one per hook at most. The items are not part of the text.
    CREATE TABLE post (
      hook TEXT PRIMARY KEY,
      attempt INTEGER NOT NULL,
      post TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE post_item (
      item INTEGER PRIMARY KEY REFERENCES outbox ON DELETE CASCADE,
      hook TEXT NOT NULL REFERENCES post ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX post_item_hook ON post_item (hook);

    CREATE TABLE notification_log (
      id INTEGER PRIMARY KEY,
      hook TEXT NOT NULL,
      confirmed INTEGER NOT NULL,
      created INTEGER NOT NULL,
      form TEXT NOT NULL,
      attempt INTEGER NOT NULL,
      may_be_repeat INTEGER NOT NULL,
      items INTEGER NOT NULL,
      keys TEXT NOT NULL
    ) STRICT;
    CREATE INDEX notification_log_confirmed ON notification_log (confirmed);

    CREATE TABLE dead_letter (
      id INTEGER PRIMARY KEY,
      hook TEXT NOT NULL,
      severity INTEGER NOT NULL,
      queued INTEGER NOT NULL,
      buried INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      fault TEXT NOT NULL,
      item TEXT NOT NULL
    ) STRICT;
    CREATE INDEX dead_letter_buried ON dead_letter (buried);
    """
}
