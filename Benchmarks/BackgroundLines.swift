/// The lines of a usual day, of thirteen kinds; none is meant to match a rule, though they share the rules' words.
enum BackgroundLines {
  /// How often a kind comes, in parts of their sum, and the lines of that kind.
  struct Kind {
    let weight: Int
    let templates: [Template]
  }

  private static func syslog(_ program: String, _ texts: String...) -> [Template] {
    texts.map { Template("Nov 23 10:15:%number% %host% \(program): \($0)") }
  }

  static let kinds: [Kind] = [
    Kind(
      weight: 12,
      templates: syslog(
        "sshd[%number%]",
        "Accepted publickey for %word% from %ip% port %number% ssh2: RSA SHA256:%hex%%hex%",
        "pam_unix(sshd:session): session opened for user %user% by (uid=0)",
        "pam_unix(sshd:session): session closed for user %user%",
        "Received disconnect from %ip% port %number%:11: disconnected by user",
        "Connection closed by %ip% port %number% [preauth]",
        "Failed none for %user% from %ip% port %number% ssh2"
      )
    ),
    Kind(
      weight: 6,
      templates: syslog(
        "CRON[%number%]",
        "(%user%) CMD (test -x %path% && %path% --quiet)",
        "pam_unix(cron:session): session opened for user root"
      )
    ),
    Kind(
      weight: 8,
      templates: syslog(
        "systemd[1]",
        "Started %unit% - %word% %word%.",
        "Starting %unit% - %word%...",
        "%unit%: Deactivated successfully.",
        "%unit%: Consumed %milliseconds%s CPU time.",
        "Reloading %unit% after a timeout of %number% seconds"
      )
    ),
    Kind(
      weight: 8,
      templates: syslog(
        "postfix/smtpd[%number%]",
        "connect from %host%[%ip%]",
        "disconnect from %host%[%ip%] ehlo=1 mail=1 rcpt=1 data=1 quit=1",
        "%hex%: client=%host%[%ip%]",
        "warning: hostname %host% does not resolve to address %ip%"
      )
    ),
    Kind(
      weight: 5,
      templates: syslog(
        "dovecot",
        "imap-login: Login: user=<%user%>, method=PLAIN, rip=%ip%, lip=%ip%, mpid=%number%, TLS, session=<%hex%>",
        "imap(%user%)<%number%>: Disconnected: Logged out in=%number% out=%number% deleted=0"
      )
    ),
    Kind(
      weight: 6,
      templates: syslog(
        "dockerd[%number%]",
        #"time="2026-11-23T10:15:02Z" level=info msg="container %hex% %word% started" duration=%milliseconds%ms"#,
        #"time="2026-11-23T10:15:02Z" level=warning msg="error while reading %path%: retry %number%" container=%hex%"#
      )
    ),
    Kind(
      weight: 8,
      templates: syslog(
        "haproxy[%number%]",
        "%ip%:%number% [23/Nov/2026:10:15:02.123] http-in~ %word%/%host% 0/0/1/%number%/%number% 200 %number% - - ---- %number%/12/0/0/0 0/0 \"GET %path% HTTP/1.1\""
      )
    ),
    Kind(
      weight: 3,
      templates: syslog(
        "kernel",
        "[%number%.%number%] audit: type=1400 apparmor=\"ALLOWED\" operation=\"open\" profile=\"%path%\" pid=%number%",
        "[%number%.%number%] eth0: Link is Up - 1Gbps/Full - flow control rx/tx",
        "[%number%.%number%] EXT4-fs (sda1): re-mounted. Opts: errors=remount-ro"
      )
    ),
    Kind(
      weight: 18,
      templates: [
        #"%ip% - - [23/Nov/2026:10:15:02 +0200] "GET %path%?id=%number% HTTP/1.1" 200 %number% "https://%host%%path%" "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0""#,
        #"%ip% - %user% [23/Nov/2026:10:15:02 +0200] "POST %path% HTTP/2.0" 302 %number% "-" "curl/7.88.1""#,
        #"%ip% - - [23/Nov/2026:10:15:03 +0200] "GET %path%.css HTTP/1.1" 404 %number% "-" "Mozilla/5.0 (iPhone)""#,
      ].map { Template($0) }
    ),
    Kind(
      weight: 3,
      templates: [
        "2026/11/23 10:15:02 [error] %number%#0: *%number% open() \"/var/www%path%\" failed (2: No such file or directory), client: %ip%, server: %host%",
        "2026/11/23 10:15:02 [warn] %number%#0: *%number% an upstream response is buffered to a temporary file %path% while reading upstream",
      ].map { Template($0) }
    ),
    Kind(
      weight: 8,
      templates: [
        "2026-11-23 10:15:02.123 UTC [%number%] %user%@%word% LOG:  duration: %milliseconds% ms  statement: SELECT * FROM %word% WHERE id = %number%",
        "2026-11-23 10:15:02.123 UTC [%number%] LOG:  checkpoint complete: wrote %number% buffers (2 percent); 0 WAL file(s) added",
        "2026-11-23 10:15:02.123 UTC [%number%] %user%@%word% ERROR:  relation \"%word%\" does not exist at character %number%",
      ].map { Template($0) }
    ),
    Kind(
      weight: 10,
      templates: [
        "2026-11-23 10:15:02,123 INFO  [worker-%number%] org.example.%word%.%word%Service - processed %number% %word% in %number% ms",
        "2026-11-23 10:15:02,123 WARN  [http-%number%] org.example.%word%.Client - slow request, timeout in %number% ms for %path%",
        "2026-11-23 10:15:02,124 ERROR [http-%number%] org.example.%word%.Handler - request %hex% failed: java.lang.IllegalStateException: %word%",
        "\tat org.example.%word%.%word%.Handler.call(Handler.java:%number%)",
        "\tat java.base/java.lang.Thread.run(Thread.java:%number%)",
        "2026-11-23 10:15:02,123 INFO  [worker-%number%] org.example.Übersetzer - Größe geändert: %number% Stück für %user%",
      ].map { Template($0) }
    ),
    Kind(
      weight: 6,
      templates: [
        #"{"time":"2026-11-23T10:15:02.123Z","level":"info","msg":"%word% %word%","user":"%user%","ip":"%ip%","duration_ms":%number%,"trace":"%hex%"}"#,
        #"{"time":"2026-11-23T10:15:02.123Z","level":"error","msg":"%word% not found","path":"%path%","status":404,"trace":"%hex%%hex%"}"#,
      ].map { Template($0) }
    ),
  ]
}
