using Xunit;

namespace SocialConnect.Testing;

/// <summary>The real records and site replicas that may lie beside the checkout; never part of it.</summary>
public static class SharedMaterial
{
    /// <summary>The checkout's top folder.</summary>
    public static string Checkout { get; } = FindCheckout();

    private static string Folder => Path.Combine(Path.GetDirectoryName(Checkout)!, "shared");

    /// <summary>The full path of a file or folder of the shared material; the test is skipped, with the reason, where it is absent.</summary>
    public static string PathOrSkip(string relative)
    {
        var path = Environment.GetEnvironmentVariable("SHARED_MATERIAL") is { Length: > 0 } elsewhere
            ? Path.Combine(elsewhere, relative)
            : Path.Combine(Folder, relative);
        Skip.IfNot(Path.Exists(path), $"The shared material '{relative}' is not beside the checkout.");
        return path;
    }

    private static string FindCheckout()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SocialConnect.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run from within a checkout of SocialConnect.");
        }

        return folder;
    }
}
