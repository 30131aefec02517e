using System.Globalization;
using System.Text;

namespace SocialConnect.Ingestion.Fetching;

/// <summary>A site's robots.txt, read as RFC 9309 says.</summary>
public sealed class RobotsRules
{
    /// <summary>What of a robots.txt is read at most, in bytes (RFC 9309 §2.5).</summary>
    public const int MaxBytes = 500 * 1024;

    // A slip in the word is no leave to fetch what it forbids.
    private static readonly string[] Disallow = ["disallow", "dissallow", "dissalow", "disalow", "desallow", "diasllow", "disallaw"];

    private readonly List<Group> _groups = [];

    private RobotsRules()
    {
    }

    /// <summary>For a site without robots.txt.</summary>
    public static RobotsRules AllowAll { get; } = new();

    /// <summary>For a site whose robots.txt could not be had: nothing may be fetched until it can.</summary>
    public static RobotsRules DisallowAll { get; } = Parse("User-agent: *\nDisallow: /\n"u8);

    /// <summary>Addresses of sitemaps, as written.</summary>
    public List<string> Sitemaps { get; } = [];

    /// <summary>Reads the first <see cref="MaxBytes"/> bytes; lines that are not understood are passed over.</summary>
    public static RobotsRules Parse(ReadOnlySpan<byte> bytes)
    {
        var cut = bytes.Length > MaxBytes;
        var text = EncodingOf(bytes).GetString(cut ? bytes[..MaxBytes] : bytes).TrimStart('\uFEFF');
        if (cut && text.LastIndexOfAny(['\n', '\r']) is var end and > 0)
        {
            // Half a rule could forbid or allow more than the whole one.
            text = text[..end];
        }

        var rules = new RobotsRules();
        Group? group = null;
        var namesAgents = false;
        foreach (var range in text.AsSpan().SplitAny('\n', '\r'))
        {
            var line = text.AsSpan()[range];
            if (line.IndexOf('#') is var comment and >= 0)
            {
                line = line[..comment];
            }

            var colon = line.IndexOf(':');
            if (colon < 0)
            {
                continue;
            }

            var key = line[..colon].Trim();
            var value = line[(colon + 1)..].Trim();
            if (Is(key, "user-agent", "useragent", "user agent"))
            {
                if (!namesAgents)
                {
                    group = new Group();
                    rules._groups.Add(group);
                    namesAgents = true;
                }

                group!.Agents.Add(new Agent(value.ToString()));
            }
            else if (Is(key, "sitemap", "site-map"))
            {
                if (value.ToString() is var address && !rules.Sitemaps.Contains(address))
                {
                    rules.Sitemaps.Add(address);
                }
            }
            else if (Is(key, "allow") || Is(key, Disallow))
            {
                namesAgents = false;
                // A rule before any User-agent belongs to nobody; an empty pattern says nothing.
                if (group is not null && value.Length > 0)
                {
                    group.Rules.Add(new Rule(Normalised(value.ToString()), Is(key, "allow")));
                }
            }
            else if (Is(key, "crawl-delay", "crawldelay"))
            {
                if (group is not null && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 86_400)
                {
                    // It is asked of those named so far, and does not end the list of those whom the rules are for (RFC 9309 §2.2.4).
                    foreach (var agent in group.Agents)
                    {
                        agent.CrawlDelay ??= TimeSpan.FromSeconds(seconds);
                    }
                }
            }
        }

        return rules;
    }

    /// <param name="agent">A product token or a whole User-Agent, of which the first token counts.</param>
    /// <param name="address">The address or its path and query.</param>
    public bool IsAllowed(string agent, string address)
    {
        var path = Normalised(PathOf(address));
        if (path == "/robots.txt")
        {
            return true;
        }

        // The longest pattern wins; between equals, the one that allows.
        var longest = -1;
        var allowed = true;
        foreach (var rule in Meant(agent).Select(meant => meant.Group).Distinct().SelectMany(group => group.Rules))
        {
            var length = rule.Pattern.Length;
            if ((length > longest || (length == longest && rule.Allows)) && Matches(rule.Pattern, path))
            {
                longest = length;
                allowed = rule.Allows;
            }
        }

        return allowed;
    }

    /// <summary>The pause asked for between two requests; the longest where several groups speak of this agent.</summary>
    public TimeSpan? CrawlDelay(string agent) => Meant(agent).Max(meant => meant.Agent.CrawlDelay);

    private List<(Group Group, Agent Agent)> Meant(string agent)
    {
        var token = TokenOf(agent);
        var all = _groups.SelectMany(group => group.Agents.Select(named => (Group: group, Agent: named))).ToList();
        var named = all.Where(one => one.Agent.Name is not ("" or "*") && TokenOf(one.Agent.Name).Equals(token, StringComparison.OrdinalIgnoreCase)).ToList();
        return named.Count > 0 ? named : all.Where(one => one.Agent.Name.StartsWith('*')).ToList();
    }

    private static string TokenOf(string agent)
    {
        var end = 0;
        while (end < agent.Length && (char.IsAsciiLetter(agent[end]) || agent[end] is '_' or '-'))
        {
            end++;
        }

        return agent[..end];
    }

    private static string PathOf(string address)
    {
        if (!address.StartsWith('/'))
        {
            var scheme = address.IndexOf("://", StringComparison.Ordinal);
            var start = address.AsSpan(scheme < 0 ? 0 : scheme + 3).IndexOfAny('/', '?', '#');
            var path = scheme < 0 || start < 0 ? "/" : address[(scheme + 3 + start)..];
            address = path.StartsWith('/') ? path : "/" + path;
        }

        return address.IndexOf('#', StringComparison.Ordinal) is var fragment and >= 0 ? address[..fragment] : address;
    }

    /// <summary>
    /// One way to write each octet: characters beyond ASCII as UTF-8 percent-encoded, hexadecimal digits as capitals, and unreserved characters unencoded.
    /// </summary>
    private static string Normalised(string path)
    {
        var plain = true;
        foreach (var c in path)
        {
            plain &= c is > ' ' and < (char)127 and not '%';
        }

        if (plain)
        {
            return path;
        }

        var written = new StringBuilder(path.Length + 16);
        Span<byte> octets = stackalloc byte[4];
        for (var at = 0; at < path.Length; at++)
        {
            if (path[at] == '%' && at + 2 < path.Length && byte.TryParse(path.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                var c = (char)octet;
                if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~')
                {
                    written.Append(c);
                }
                else
                {
                    written.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
                }

                at += 2;
            }
            else if (path[at] is > ' ' and < (char)127)
            {
                written.Append(path[at]);
            }
            else
            {
                var pair = char.IsHighSurrogate(path[at]) && at + 1 < path.Length && char.IsLowSurrogate(path[at + 1]) ? 2 : 1;
                foreach (var utf8 in octets[..Encoding.UTF8.GetBytes(path.AsSpan(at, pair), octets)])
                {
                    written.Append(CultureInfo.InvariantCulture, $"%{utf8:X2}");
                }

                at += pair - 1;
            }
        }

        return written.ToString();
    }

    /// <summary>"*" stands for any characters, "$" at the end for the end; everything else for itself, from the path's start.</summary>
    private static bool Matches(string pattern, string path)
    {
        var anchored = pattern.EndsWith('$');
        var text = anchored ? pattern.AsSpan(0, pattern.Length - 1) : pattern.AsSpan();

        // Greedy with one point of return, so that many stars cost no more than one.
        int at = 0, p = 0, star = -1, mark = 0;
        while (true)
        {
            if (p < text.Length && text[p] == '*')
            {
                star = p++;
                mark = at;
            }
            else if (p == text.Length && (!anchored || at == path.Length))
            {
                return true;
            }
            else if (p < text.Length && at < path.Length && text[p] == path[at])
            {
                p++;
                at++;
            }
            else if (star >= 0 && mark < path.Length)
            {
                p = star + 1;
                at = ++mark;
            }
            else
            {
                return false;
            }
        }
    }

    // UTF-8 is the rule; some editors save as UTF-16, and mark it.
    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes) =>
        bytes is [0xFF, 0xFE, ..] ? Encoding.Unicode
        : bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode
        : Encoding.UTF8;

    private static bool Is(ReadOnlySpan<char> key, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Group
    {
        public List<Agent> Agents { get; } = [];

        public List<Rule> Rules { get; } = [];
    }

    private sealed class Agent(string name)
    {
        public string Name => name;

        public TimeSpan? CrawlDelay { get; set; }
    }

    private readonly record struct Rule(string Pattern, bool Allows);
}
