/// The examples of the contract, as they stand there: each must load.
enum ContractExamples {
  static let mainFile = #"""
    hooks:                                # where messages go; one hook is one Fleep conversation
      ops:
        url_file: ops-hook                # read from $CREDENTIALS_DIRECTORY, else beside this file; refused if others can read it
        user: web-1                       # the sender name that Fleep shows; default: the host's name
        rate_limit: {every: 5s, burst: 5} # one message per 5 s sustained, five at once (GCRA, survives a restart)
        fallback: stats                   # takes over, with a note, when this hook is gone (401, 403, 404, 410) or has failed for long
        max_length: 10000                 # characters of one message
        ca_file: /etc/ssl/private-ca.pem  # only where the system's certificates are not the right ones
        outgoing: {secret_file: ops-outgoing}   # accept this conversation's outgoing webhook (section 7)
      stats:
        url: https://fleep.io/hook/Z0Ph_W2LTVa8sgicQ5Gruw    # fine for a try; `fleepd check` warns: a hook URL is a secret

    route:                                # Alertmanager's routing tree: the first child that matches, unless continue: true
      hook: ops
      group_by: [alert]
      group_wait: 10s
      group_interval: 5m
      repeat_interval: 4h
      routes:
        - matchers: ['severity="critical"']
          group_wait: 0s
        - matchers: ['severity=~"info|notice"']
          hook: stats
          mute_time_intervals: [nights]

    inhibit_rules:
      - source_matchers: ['alert="HostDown"']
        target_matchers: ['severity=~"warning|info"']
        equal: [host]

    time_intervals:
      - name: nights
        time_intervals:
          - times: [{start_time: '22:00', end_time: '24:00'}, {start_time: '00:00', end_time: '07:00'}]
            location: Europe/Tallinn

    rule_files: [rules/*.yaml]
    external_labels: {site: tallinn}      # added to every alert and metric; `host` is added by itself
    evaluation_interval: 15s              # of expressions; also at once when a metric that one reads has a new sample
    max_concurrent_commands: 4
    alertmanagers: []                     # a fleet: section 8
    state_directory: /var/lib/fleepd      # default: $STATE_DIRECTORY, else the XDG state folder of the user
    listen: 127.0.0.1:9847                # status page, /metrics, /healthz, outgoing webhooks, Alertmanager's webhook; absent: no listener
    """#

  static let sources = #"""
    sources:
      auth:   {files: [/var/log/auth.log]}
      nginx:
        files: [/var/log/nginx/*access.log]
        exclude: ['*.gz']
        parse: {grok: '%{COMBINEDAPACHELOG}'}     # or regex: '…(?<name>…)', json: true, logfmt: true; gives every line named fields
        time: {field: timestamp, format: '%d/%b/%Y:%H:%M:%S %z', location: Europe/Tallinn}   # event time; without it, the time of arrival
      java:
        files: [/srv/app/log/app.log]
        multiline: {start: '^\d{4}-\d\d-\d\d ', max_lines: 500, timeout: 1s}
        read_from: end                             # for a file never seen before: end (default at first start) or beginning
      units:  {journal: {units: [nginx.service, postgresql.service], priority: warning}}
      kernel: {files: [/var/log/kern.log]}
      app:    {files: [/srv/app/log/deploy.log]}
      postgres: {files: ['/var/log/postgresql/*.log'], time: {format: '%Y-%m-%d %H:%M:%S.%f %Z'}}
      events: {command: [kubectl, get, events, --watch]}   # lines of a long-running command, restarted with back-off
      piped:  {stdin: true}
    """#

  static let metrics = #"""
    metrics:
      - metric: http_requests_total        # a counter: one more for every matching line
        source: nginx
        labels: {status: '{{response}}', method: '{{verb}}'}
      - metric: http_response_bytes        # a histogram or gauge of a captured number
        source: nginx
        type: histogram                    # counter (default) | gauge | histogram
        value: '{{bytes}}'
        buckets: [1000, 10000, 100000, 1000000]
      - metric: slow_queries_total
        source: postgres
        match: 'duration: (?<ms>[\d.]+) ms'
        where: 'ms > 500'                  # a condition over captured fields
      - metric: disk_used_percent          # polled
        command: [df, --output=pcent, /]   # argv, no shell; `shell: "df … | tail -1"` asks for one
        interval: 1m
        timeout: 10s
        parse: {regex: '(?<value>\d+)%'}   # number (default) | keyvalue | json | nagios | prometheus | regex
      - metric: check_load
        command: [/usr/lib/nagios/plugins/check_load, -w, '5,4,3', -c, '10,8,6']
        parse: nagios                      # exit status and perfdata; gives check_load_status and a series per perfdata label
      - metric: node                       # every series of a Prometheus text exposition, names kept
        command: [curl, -s, 'http://127.0.0.1:9100/metrics']
        parse: prometheus
        keep: ['node_filesystem_.*', 'node_load1']
    """#

  static let lineAlerts = #"""
    alerts:
      - alert: SSHBruteForce
        source: auth
        match: 'Failed password for (?:invalid user )?(?<user>\S+) from (?<ip>\S+)'   # one pattern or a list (any of them)
        unless: 'from 127\.0\.0\.1'
        by: [ip]                           # an alert of its own for every value
        threshold: 5                       # default 1
        window: 10m                        # sliding, by event time
        resolve_after: 15m                 # quiet for so long: resolved
        labels: {severity: warning}
        annotations:
          summary: '{{count}} failed logins from {{ip}} in {{window}}, last as {{user}}'
      - alert: NightlyBackupMissing        # a dead man's switch: silence is the fault
        source: units
        match: 'backup finished'
        absent_for: 26h
        labels: {severity: critical}
      - alert: LinkDown                    # a pair: one line opens, another resolves
        source: kernel
        match: '(?<nic>\S+): Link is Down'
        resolve: '(?<nic>\S+): Link is Up'
        by: [nic]
        for: 30s
      - alert: DeployHangs                 # the second line that does not come
        source: app
        match: 'deploy (?<id>\w+) started'
        without: 'deploy {{id}} (finished|failed)'
        within: 20m
        by: [id]
      - alert: NewAdminLogin               # the first time that a value is seen
        source: auth
        match: 'Accepted publickey for root from (?<ip>\S+)'
        first_seen: [ip]
        remember: 30d
    """#

  static let metricAlerts = #"""
    alerts:
      - alert: DiskWillFill
        expr: disk_used_percent > 80 and predict_linear(disk_used_percent[6h], 4 * 3600) > 100
        for: 10m
        keep_firing_for: 10m
        labels: {severity: critical}
        annotations: {summary: 'disk at {{value | round}} %, full within 4 hours', runbook_url: 'https://wiki.example/disk'}
      - alert: ManyServerErrors
        expr: sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05
        for: 5m
      - alert: CheckLoad                   # levels: one alert that is a warning or critical, with a way back of its own
        expr: check_load_status
        levels: {warning: value >= 1, critical: value >= 2}
        clear: value < 1                   # default: no level holds
        flapping: true                     # Nagios' algorithm: one notice when it starts to flap, one when it stops
    """#

  static let summaries = #"""
    summaries:
      - summary: daily-stats
        schedule: '*-*-* 09:00 Europe/Tallinn'     # systemd's OnCalendar= syntax; a crontab line works too
        period: 1d                                 # what it looks back over: the last full local day
        hook: stats
        user: Daily Stats
        sections:
          - table:  {title: Requests by status, expr: 'sum by (status) (increase(http_requests_total[1d]))', compare: 1d}
          - top:    {title: Noisiest addresses, source: auth, match: 'Failed password .* from (?<ip>\S+)', by: ip, count: 5}
          - value:  {title: Disk, expr: disk_used_percent, unit: percent, sparkline: true}
          - chart:  {title: Requests per minute, expr: 'sum by (status) (rate(http_requests_total[5m])) * 60', range: 1d}   # a PNG, attached
          - patterns: {title: New kinds of error lines, source: java, match: 'ERROR', new_since: 7d, count: 5}              # found, not written by hand
          - alerts: {title: Alerts}                # what fired, for how long, still open
          - delivery: {}                           # sent, merged, retried, failed
          - command: {title: Updates, command: [apt-get, -s, upgrade], lines: 10}
        # or message: | … one Mustache template over the same data
    """#

  static let tests = #"""
    tests:
      - test: five failures from one address alert once
        start: 2026-11-23T09:00:00Z
        lines:
          auth: |
            +0s  Failed password for root from 203.0.113.9 port 22 ssh2
            +10s x4  Failed password for root from 203.0.113.9 port 22 ssh2
        commands: {disk_used_percent: [{at: +1m, output: "Use%\n 93%", exit: 0}]}
        expect:
          - at: +1m
            firing: [{alert: SSHBruteForce, labels: {ip: 203.0.113.9}}]
          - at: +30m
            firing: []
          - messages: {hook: ops, count: 2, contain: ['5 failed logins from 203.0.113.9']}
    """#
}
