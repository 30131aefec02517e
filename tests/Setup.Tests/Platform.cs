using System.Runtime.Versioning;

// The commands are written for Debian and its like.
[assembly: SupportedOSPlatform("linux")]
