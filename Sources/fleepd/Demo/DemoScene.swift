/// The demonstration's world: its configuration, its rules, and what happens in its logs at which second.
///
/// The lines look as OpenSSH, nginx, the kernel and a Java service write them; the addresses are those that RFC 5737 keeps for documentation.
enum DemoScene {
  /// `{…}` places are filled when the demonstration starts.
  static let mainFile = """
    hooks:
      ops:
        url_file: ops-hook
        user: web-1
        rate_limit: {every: 4s, burst: 2}
      stats:
        url_file: stats-hook
        user: Daily Stats

    route:
      hook: ops
      group_by: [alert]
      group_wait: 0s
      group_interval: 10s

    rule_files: [rules/*.yaml]
    external_labels: {site: demo}
    """

  /// The rules; `{date}` and `{time}` are the summary's moment, `{zone}` the machine's.
  static let rules = #"""
    sources:
      auth:   {files: [../logs/auth.log]}
      nginx:  {files: [../logs/access.log], parse: {grok: '%{COMBINEDAPACHELOG}'}}
      kernel: {files: [../logs/kern.log]}
      java:   {files: [../logs/app.log]}

    metrics:
      - metric: root_used_percent
        command: [df, --output=pcent, /]
        interval: 5s
        parse: {regex: '(?<value>\d+)%'}
      - metric: load_1m
        command: [cat, /proc/loadavg]
        interval: 5s
        parse: {regex: '^(?<value>[\d.]+)'}

    alerts:
      - alert: SSHBruteForce
        source: auth
        match: 'Failed password for (?:invalid user )?(?<user>\S+) from (?<ip>\S+)'
        by: [ip]
        threshold: 5
        window: 10m
        resolve_after: 12s
        labels: {severity: warning}
        annotations:
          summary: '{{count}} failed logins from {{ip}}, last as {{user}}'
      - alert: OutOfMemory
        source: kernel
        match: 'Out of memory: Killed process (?<pid>\d+) \((?<name>[^)]+)\)'
        labels: {severity: critical}
        annotations:
          summary: 'the kernel killed {{name}} (process {{pid}})'
          runbook_url: 'https://wiki.example/out-of-memory'
      - alert: DiskErrors
        source: kernel
        match: 'I/O error, dev (?<device>\w+), sector \d+'
        by: [device]
        threshold: 3
        window: 5m
        labels: {severity: critical}
        annotations: {summary: '{{count}} read errors on {{device}}'}
      - alert: ServerErrors
        source: nginx
        where: 'response >= 500'
        threshold: 4
        window: 1m
        labels: {severity: warning}
        annotations: {summary: '{{count}} answers of 5xx within {{window}}, last {{verb}} {{request}}'}
      - alert: UncaughtException
        source: java
        match: 'Exception in thread "(?<thread>[^"]+)" (?<exception>\S+?):'
        by: [exception]
        labels: {severity: warning}
        annotations: {summary: '{{exception}} in {{thread}}'}
      - alert: RootDiskInUse
        expr: root_used_percent > 0
        labels: {severity: info}
        annotations: {summary: 'the root disk is at {{value | round}} % (the demonstration alerts above 0)'}

    summaries:
      - summary: daily-stats
        schedule: '{schedule}'
        period: 23h
        hook: stats
        user: Daily Stats
        sections:
          - alerts: {title: Alerts}
          - top:    {title: Noisiest addresses, source: auth, match: 'Failed password .* from (?<ip>\S+)', by: ip, count: 5}
          - value:  {title: Root disk, expr: root_used_percent, unit: percent}
          - value:  {title: Load, expr: load_1m}
    """#

  /// Something that is written to a log at a time.
  struct Happening {
    let second: Double
    let file: String
    let lines: [String]
  }

  /// All that happens, in order.
  static let story: [Happening] =
    quietTraffic
    + [
      Happening(second: 2, file: "auth.log", lines: [failedLogin(as: "root", from: "203.0.113.9", port: 50122)]),
      Happening(second: 3, file: "auth.log", lines: [failedLogin(as: "admin", from: "203.0.113.9", port: 50140)]),
      Happening(
        second: 4,
        file: "auth.log",
        lines: [
          failedLogin(as: "oracle", from: "203.0.113.9", port: 50166),
          failedLogin(as: "root", from: "198.51.100.77", port: 41220),
          failedLogin(as: "git", from: "203.0.113.9", port: 50181),
        ]
      ),
      Happening(
        second: 5,
        file: "auth.log",
        lines: [failedLogin(as: "*all*@ops", from: "203.0.113.9", port: 50199)]
      ),
      Happening(
        second: 10,
        file: "kern.log",
        lines: [
          kernel(
            "web-1 invoked oom-killer: gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP), order=0, oom_score_adj=0"
          ),
          kernel(
            "Out of memory: Killed process 2178 (java) total-vm:8123456kB, anon-rss:6123456kB, file-rss:0kB, shmem-rss:0kB"
          ),
        ]
      ),
      Happening(
        second: 10.5,
        file: "app.log",
        lines: [
          "2026-11-24 10:15:31,207 INFO  [main] com.example.Orders - 118 orders in the last minute",
          "Exception in thread \"order-worker-3\" java.lang.IllegalStateException: connection pool is closed",
          "\tat com.example.db.Pool.take(Pool.java:118)",
          "\tat com.example.Orders.store(Orders.java:64)",
          "\tat java.base/java.lang.Thread.run(Thread.java:840)",
          "Caused by: java.net.SocketException: Connection reset",
          "\t... 12 more",
        ]
      ),
      Happening(
        second: 11,
        file: "kern.log",
        lines: [
          kernel("I/O error, dev sdb, sector 1953514 op 0x0:(READ) flags 0x80700 phys_seg 1 prio class 2"),
          kernel("I/O error, dev sdb, sector 1953522 op 0x0:(READ) flags 0x80700 phys_seg 1 prio class 2"),
          kernel("I/O error, dev sdb, sector 1953530 op 0x0:(READ) flags 0x80700 phys_seg 1 prio class 2"),
        ]
      ),
      Happening(
        second: 11.5,
        file: "access.log",
        lines: (1...5).map { access("198.51.100.\($0)", "POST /api/orders", status: 502, bytes: 157) }
      ),
    ]

  /// How long the demonstration lasts, in seconds.
  static let length: Double = 34

  /// When the summary is made, in seconds from the start.
  static let summaryAt: Double = 28

  private static let quietTraffic: [Happening] = (1...30).map { second in
    let pages = ["GET /", "GET /assets/app.js", "GET /orders/4711", "GET /healthz", "POST /login"]
    return Happening(
      second: Double(second),
      file: "access.log",
      lines: (0..<40).map { request in
        access(
          "192.0.2.\(1 + (second * 7 + request) % 250)",
          pages[(second + request) % pages.count],
          status: 200,
          bytes: 512 + 37 * request
        )
      }
    )
  }

  private static func failedLogin(as user: String, from address: String, port: Int) -> String {
    "Nov 24 10:15:02 web-1 sshd[4312]: Failed password for invalid user \(user) from \(address) port \(port) ssh2"
  }

  private static func kernel(_ text: String) -> String { "Nov 24 10:15:30 web-1 kernel: [1234567.890123] \(text)" }

  private static func access(_ address: String, _ request: String, status: Int, bytes: Int) -> String {
    """
    \(address) - - [24/Nov/2026:10:15:30 +0200] "\(request) HTTP/1.1" \(status) \(bytes) "-" \
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
    """
  }
}
