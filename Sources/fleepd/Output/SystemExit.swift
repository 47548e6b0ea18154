import ArgumentParser

/// The exit statuses of sysexits.h that fleepd uses, beside 0 and 1.
enum SystemExit {
  /// What was asked for was found wrong, or was refused.
  static let failure = ExitCode(1)
  /// The input data was wrong.
  static let dataError = ExitCode(65)
  /// The daemon is not running.
  static let unavailable = ExitCode(69)
  /// Something that the system should give could not be had.
  static let systemError = ExitCode(71)
  /// Not now, perhaps later: queued and not yet posted.
  static let temporaryFailure = ExitCode(75)
  /// Not allowed.
  static let notPermitted = ExitCode(77)
  /// The configuration is wrong.
  static let configuration = ExitCode(78)
}
