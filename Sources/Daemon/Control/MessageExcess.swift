import Model

extension ControlRequest.Message {
  /// What of it is more than a hook takes; nil: nothing.
  ///
  /// The command looks at this first, where it can read the configuration: the daemon's may be another by now.
  func excess(for hook: HookDefinition) -> String? {
    if files.count > hook.maxFiles {
      return "hook \(hook.name) takes \(hook.maxFiles) files in a message (max_files), not \(files.count)"
    }
    var total = 0
    for file in files {
      guard case .bytes(let bytes) = file.content else { continue }
      total += bytes.count
      if bytes.count > hook.maxFileSize.bytes {
        return "\(file.name) is larger than the hook takes (max_file_size, \(hook.maxFileSize.bytes) bytes)"
      }
    }
    let most = hook.maxTotalFileSize.bytes
    return total > most ? "the files are larger together than a message may be (\(most) bytes)" : nil
  }
}
