// swift-tools-version: 6.2
import PackageDescription

// One section per kind of target, sorted from what knows least to what knows most; one dependency per line.
// Arrows point down only: docs/architecture.md says what each target may import, and the compiler enforces it.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncAlgorithms: Target.Dependency = .product(name: "AsyncAlgorithms", package: "swift-async-algorithms")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
  name: "fleepd",
  products: [
    .executable(name: "fleepd", targets: ["fleepd"]),
    .library(name: "FleepHooks", targets: ["FleepHooks"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.3.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // System libraries.
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
    .systemLibrary(name: "CVectorscan", pkgConfig: "libhs", providers: [.apt(["libvectorscan-dev"])]),
    .target(name: "CLinux"),
    .target(name: "CSwiftConcurrency"),

    // Values.
    .target(name: "FleepHooks", swiftSettings: strict),
    .target(name: "Model", swiftSettings: strict),

    // Pure parts.
    .target(name: "Engine", dependencies: ["Model"], swiftSettings: strict),
    .target(name: "Messages", dependencies: ["FleepHooks", "Model", mustache], swiftSettings: strict),

    // Parts that touch the world.
    .target(name: "Threads", dependencies: ["CLinux", "CSwiftConcurrency", deque, heap], swiftSettings: strict),
    .target(name: "Patterns", dependencies: ["CLinux", "CPCRE2", "CVectorscan", "Model"], swiftSettings: strict),
    .target(
      name: "Configuration",
      dependencies: ["FleepHooks", "Messages", "Model", "Patterns", yams],
      swiftSettings: strict
    ),
    .target(
      name: "Inputs",
      dependencies: ["CLinux", "CSystemd", "Model", "Patterns", "Threads", deque, subprocess, systemPackage],
      swiftSettings: strict
    ),
    .target(name: "Delivery", dependencies: ["CCurl", "FleepHooks", "Model"], swiftSettings: strict),
    .target(name: "Ledger", dependencies: ["Model", "Threads", grdb], swiftSettings: strict),
    .target(
      name: "FleepStandIn",
      dependencies: ["FleepHooks", nioCore, nioHTTP1, nioPosix],
      swiftSettings: strict
    ),

    // The program.
    .target(
      name: "Daemon",
      dependencies: [
        "CSystemd",
        "Configuration",
        "Delivery",
        "Engine",
        "FleepHooks",
        "Inputs",
        "Ledger",
        "Messages",
        "Model",
        "Patterns",
        "Threads",
        asyncAlgorithms,
        logging,
        nioCore,
        nioPosix,
        serviceLifecycle,
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "fleepd",
      dependencies: [
        "Configuration",
        "Daemon",
        "FleepHooks",
        "FleepStandIn",
        "Inputs",
        "Ledger",
        "Messages",
        "Model",
        "Threads",
        argumentParser,
        logging,
      ],
      swiftSettings: strict
    ),

    .executableTarget(
      name: "fleepd-bench",
      dependencies: ["Inputs", "Model", "Patterns"],
      path: "Benchmarks",
      exclude: ["compare", "daemon"],
      swiftSettings: strict
    ),

    // Tests.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "ConfigurationTests", dependencies: ["Configuration", "Model"], swiftSettings: strict),
    .testTarget(
      name: "DaemonTests",
      dependencies: [
        "Configuration", "Daemon", "Delivery", "FleepStandIn", "Ledger", "Messages", "Model", asyncAlgorithms, logging,
        serviceLifecycle, "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "DeliveryTests",
      dependencies: ["Delivery", "FleepHooks", "FleepStandIn", "Model", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "EngineTests",
      dependencies: ["Engine", "Model"],
      exclude: ["Alertmanager", "Thresholds"],
      swiftSettings: strict
    ),
    .testTarget(name: "FleepHooksTests", dependencies: ["FleepHooks"], swiftSettings: strict),
    .testTarget(name: "FleepStandInTests", dependencies: ["FleepHooks", "FleepStandIn"], swiftSettings: strict),
    .testTarget(
      name: "InputsTests",
      dependencies: ["Inputs", "Model", "Patterns", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(name: "LedgerTests", dependencies: ["Ledger", "Model", grdb, "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "MessagesTests",
      dependencies: ["FleepHooks", "Messages", "Model", "TestSupport"],
      exclude: ["Golden"],
      swiftSettings: strict
    ),
    .testTarget(name: "ModelTests", dependencies: ["Model", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "PatternsTests", dependencies: ["Model", "Patterns", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "ThreadsTests", dependencies: ["Threads"], swiftSettings: strict),
  ]
)
