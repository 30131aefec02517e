using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace SocialConnect.Samples.Serving;

/// <summary>Where the sample sites listen, and which of them.</summary>
/// <param name="BasePort">The first site's port, the next sites take the following ones; 0 lets the system choose free ports.</param>
/// <param name="Only">The one site to serve; null serves all.</param>
public sealed record SampleOptions(int BasePort = 0, IPAddress? Bind = null, string? Only = null)
{
    private const string Usage = "Options: [--base-port 8101] [--bind 127.0.0.1] [--only <site>].";

    /// <summary>Reads the command line.</summary>
    /// <returns>Null when it cannot be understood; <paramref name="mistake"/> then says why in one sentence.</returns>
    public static SampleOptions? Read(IReadOnlyList<string> arguments, [NotNullWhen(false)] out string? mistake)
    {
        var options = new SampleOptions(BasePort: 8101);
        mistake = null;
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--base-port" when ushort.TryParse(value, CultureInfo.InvariantCulture, out var port) && port + SampleSites.Names.Count <= ushort.MaxValue:
                    options = options with { BasePort = port };
                    break;
                case "--bind" when IPAddress.TryParse(value, out var address):
                    options = options with { Bind = address };
                    break;
                case "--only" when SampleSites.Names.Contains(value):
                    options = options with { Only = value };
                    break;
                case "--only":
                    mistake = $"There is no sample site '{value}': choose one of {string.Join(", ", SampleSites.Names)}.";
                    return null;
                default:
                    mistake = $"'{arguments[i]} {value}' is not understood. {Usage}";
                    return null;
            }
        }

        return options;
    }
}
