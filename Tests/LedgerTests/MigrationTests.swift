import GRDB
@testable import Ledger
import Model
import Testing

@Suite("Databases of earlier versions")
struct MigrationTests {
  // Frozen: it is what version 1 wrote. A change here would hide that old databases no longer open.
  private static let version1 = """
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES ('1: records, outbox, posts, log and dead letters');
    CREATE TABLE position (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE engine_record (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE hook_record (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE life (began INTEGER NOT NULL) STRICT;
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      hook TEXT NOT NULL,
      severity INTEGER NOT NULL,
      queued INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      item TEXT NOT NULL
    ) STRICT;
    CREATE INDEX outbox_order ON outbox (hook, severity, id);
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
    INSERT INTO life VALUES (1795500000000000000);
    INSERT INTO position VALUES ('log', x'0102');
    INSERT INTO engine_record VALUES ('windows', x'03');
    INSERT INTO hook_record VALUES ('ops', x'04');
    INSERT INTO outbox VALUES (7, 'ops', 2, 1795500000000000000, 130,
      '{"id":7,"hook":"ops","kind":"text","queued":1795500000000000000,"severity":2,"text":"a","alerts":[],"files":[]}');
    INSERT INTO post VALUES ('ops', 3,
      '{"hook":"ops","items":[],"form":"whole","mayBeRepeat":false,"created":1795500000000000000,"withoutFiles":false}');
    INSERT INTO post_item VALUES (7, 'ops');
    INSERT INTO notification_log VALUES
      (1, 'ops', 1795500000000000000, 1795500000000000000, 'whole', 1, 0, 1, '["1a2b3c4d"]');
    INSERT INTO dead_letter VALUES (5, 'ops', 0, 1795500000000000000, 1795500000000000000, 130, '{"status":400,"detail":"no"}',
      '{"id":5,"hook":"ops","kind":"text","queued":1795500000000000000,"severity":0,"text":"b","alerts":[],"files":[]}');
    """

  private func schema(of ledger: Ledger) async throws -> [String: String] {
    try await ledger.reader.read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE sql NOT NULL")
      return rows.reduce(into: [:]) { schema, row in
        let text: String = row[1]
        schema[row[0]] = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
    }
  }

  @Test("A database of version 1 opens with all that is in it")
  func version1() async throws {
    let scratch = try Scratch()
    let old = try DatabaseQueue(path: "\(scratch.path)/fleepd.db")
    try await old.write { db in try db.execute(sql: Self.version1) }
    try old.close()

    let ledger = try Ledger(directory: scratch.path)
    #expect(ledger.setAside == nil)
    let contents = try await ledger.contents()
    #expect(contents.positions == ["log": [1, 2]])
    #expect(try await ledger.engineRecords == ["windows": [3]])
    #expect(contents.hookRecords == ["ops": [4]])
    #expect(contents.outbox.map(\.text) == ["a"])
    #expect(contents.interrupted.map(\.attempt) == [3])
    #expect(contents.interrupted.first?.post.items == contents.outbox)
    #expect(!contents.isFirstStart)
    #expect(try await ledger.recentPosts(9).map(\.keys) == [["1a2b3c4d"]])
    #expect(try await ledger.deadLetters().map(\.fault) == [PostFault(status: 400, detail: "no")])
    #expect(try await ledger.commit(LedgerChange(items: [item("c")]), at: noon).items.map(\.id) == [8])

    let other = try Scratch()
    let fresh = try Ledger(directory: other.path)
    var expected = try await schema(of: fresh)
    var migrated = try await schema(of: ledger)
    for name in ["grdb_migrations", "grdb_issue_102"] {
      expected[name] = nil
      migrated[name] = nil
    }
    #expect(migrated == expected)
  }

  @Test("Messages and posts in a form that this version does not know are still told")
  func unknownForm() async throws {
    let scratch = try Scratch()
    let ledger = try Ledger(directory: scratch.path)
    let items = try await ledger.commit(LedgerChange(items: [item("a"), item("b"), item("c")]), at: noon).items
    let steps: [PostStep] = [
      .began(post([items[0]]), attempt: 4), .buried(items: [3], fault: PostFault(status: 400, detail: "no")),
    ]
    _ = try await ledger.commit(LedgerChange(posts: steps), at: noon)
    try await ledger.write { db in
      try db.execute(
        sql: """
          UPDATE outbox SET item = '{"text":"was ' || id || '","user":"web-1","kind":"of the future"}';
          UPDATE dead_letter SET item = '{"text":"was ' || id || '"}';
          UPDATE post SET post = '{"form":"sung"}';
          """
      )
    }
    let contents = try await ledger.contents()
    #expect(contents.outbox.map(\.text) == ["was 1", "was 2"])
    #expect(contents.outbox.map(\.id) == [1, 2])
    #expect(contents.outbox.map(\.hook) == ["ops", "ops"])
    #expect(contents.outbox.map(\.severity) == [.warning, .warning])
    #expect(contents.outbox.map(\.user) == ["web-1", "web-1"])
    #expect(contents.interrupted.map(\.attempt) == [4])
    #expect(contents.interrupted.map(\.post) == [post([contents.outbox[0]], mayBeRepeat: true)])
    #expect(try await ledger.deadLetters().map(\.item.text) == ["was 3"])
  }
}
