extension Grok {
  /// Whole lines, and the beginnings of lines.
  static let lines: [Definition] = [
    ("PROG", #"[^\s\[\]:]+"#),
    ("SYSLOGPROG", #"%{PROG:program}(?:\[%{POSINT:pid}\])?"#),
    ("SYSLOGHOST", "%{IPORHOST}"),
    ("SYSLOGFACILITY", "<%{NONNEGINT:facility}.%{NONNEGINT:priority}>"),
    (
      "SYSLOGBASE",
      "(?:%{SYSLOGTIMESTAMP:timestamp}|%{TIMESTAMP_ISO8601:timestamp}) (?:%{SYSLOGFACILITY} )?%{SYSLOGHOST:logsource} %{SYSLOGPROG}:"
    ),
    ("SYSLOGLINE", "%{SYSLOGBASE} +%{GREEDYDATA:message}"),
    ("HTTPDUSER", "(?:%{EMAILADDRESS}|%{USER})"),
    (
      "COMMONAPACHELOG",
      #"%{IPORHOST:clientip} (?<ident>\S+) (?<auth>\S+) \[%{HTTPDATE:timestamp}\] "(?:%{WORD:verb} %{NOTSPACE:request}"#
        + #"(?: HTTP/%{NUMBER:httpversion})?|(?<rawrequest>(?:[^"\\]|\\.)*+))" (?:%{NUMBER:response}|-) (?:%{NUMBER:bytes}|-)"#
    ),
    (
      "COMBINEDAPACHELOG",
      #"%{COMMONAPACHELOG} "(?<referrer>(?:[^"\\]|\\.)*+)" "(?<agent>(?:[^"\\]|\\.)*+)""#
    ),
    ("HTTPD_COMMONLOG", "%{COMMONAPACHELOG}"),
    ("HTTPD_COMBINEDLOG", "%{COMBINEDAPACHELOG}"),
    (
      "HTTPD20_ERRORLOG",
      #"\[%{HTTPDERROR_DATE:timestamp}\] \[%{LOGLEVEL:loglevel}\] (?:\[client %{IPORHOST:clientip}\] )?%{GREEDYDATA:message}"#
    ),
    (
      "NGINX_ERRORLOG",
      #"(?<timestamp>\d{4}/\d\d/\d\d %{TIME}) \[%{LOGLEVEL:loglevel}\] (?<pid>\d+)#(?<tid>\d+): (?:\*(?<connection>\d+) )?%{GREEDYDATA:message}"#
    ),
    ("POSTGRESQL", "%{DATESTAMP:timestamp} %{TZ} %{DATA:user_id} %{GREEDYDATA:connection_id} %{POSINT:pid}"),
  ]
}
