using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SocialConnect.Catalog.Partners;
using SocialConnect.Ingestion.Extraction;

namespace SocialConnect.Ingestion.Visits;

/// <summary>A page to be asked for.</summary>
internal sealed record PageTask(VisitPage Page, Uri Address, PageRole Role, IReadOnlyDictionary<string, IReadOnlyList<string>>? Carried);

/// <summary>Which pages a visit knows, and which of several states of an initiative it has met is the one to keep.</summary>
internal sealed class Frontier
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // In a page's log, between a key, the time of its last change, and what its row says.
    private const char Separator = '\u001F';

    private readonly HashSet<Guid> _known = [];
    private readonly Dictionary<string, Rank> _kept = [];
    private readonly Dictionary<string, string> _rows = [];

    /// <summary>Pages met, asked for or not.</summary>
    public int Count => _known.Count;

    /// <summary>Initiatives met, each once.</summary>
    public int Initiatives => _kept.Count;

    /// <summary>Names an address in half a SHA-256.</summary>
    public static Guid KeyOf(string address)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(address), hash);
        return new Guid(hash[..16]);
    }

    public static PageTask TaskOf(VisitPage page) => new(
        page,
        new Uri(page.Address),
        page.Role switch { "list" => PageRole.List, "sitemap" => PageRole.Sitemap, _ => PageRole.Detail },
        page.Carried is null ? null : JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<string>>>(page.Carried));

    /// <summary>Takes in what an earlier worker of this visit has written down.</summary>
    public void Restore(VisitPage page)
    {
        _known.Add(KeyOf(page.Address));
        if (page.Found is not null)
        {
            var position = 0;
            foreach (var found in JsonSerializer.Deserialize<List<string>>(page.Found)!)
            {
                var parts = found.Split(Separator);
                var updated = parts.Length > 1 && parts[1].Length > 0 ? DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture) : (DateTimeOffset?)null;
                Keep(parts[0], new Rank(updated, page.Depth, page.Address, position++));
                if (parts.Length > 2)
                {
                    _rows.TryAdd(parts[2], parts[0]);
                }
            }
        }
    }

    /// <summary>A page to ask for; null where it is known already.</summary>
    public PageTask? Meet(PageLink link, int depth)
    {
        var address = link.Address.AbsoluteUri;
        if (!_known.Add(KeyOf(address)))
        {
            return null;
        }

        var role = link.Role switch { PageRole.List => "list", PageRole.Sitemap => "sitemap", _ => "detail" };
        var page = new VisitPage(_known.Count, address, role, depth)
        {
            Carried = link.Carried is null ? null : JsonSerializer.Serialize(link.Carried, Format),
            Changed = link.Changed,
        };
        return new PageTask(page, link.Address, link.Role, link.Carried);
    }

    public bool Knows(Uri address) => _known.Contains(KeyOf(address.AbsoluteUri));

    public bool KnowsInitiative(string key) => _kept.ContainsKey(key);

    /// <summary>
    /// Whether this state of an initiative is the one to keep of those met so far. The choice does not depend on the order in which answers come:
    /// the newest state, else the one nearest to the start.
    /// </summary>
    public bool Keep(FoundInitiative found, PageTask page, int position) =>
        Keep(found.Initiative.Key, new Rank(found.Updated, page.Page.Depth, page.Page.Address, position));

    /// <summary>True where a row says exactly what another one says that the visit has met under another key.</summary>
    public bool Repeats(FoundInitiative found) =>
        found.Digest is { } digest && !_rows.TryAdd(digest, found.Initiative.Key) && _rows[digest] != found.Initiative.Key;

    /// <summary>For the page's log, so that a worker who goes on with the visit knows what this one met.</summary>
    public static string FoundOn(IEnumerable<FoundInitiative> initiatives) => JsonSerializer.Serialize(
        initiatives.Select(found => found.Digest is not null || found.Updated is not null
            ? $"{found.Initiative.Key}{Separator}{found.Updated:O}{Separator}{found.Digest}".TrimEnd(Separator)
            : found.Initiative.Key),
        Format);

    private bool Keep(string key, Rank rank)
    {
        if (_kept.TryGetValue(key, out var kept) && kept.CompareTo(rank) <= 0)
        {
            return false;
        }

        _kept[key] = rank;
        return true;
    }

    private readonly record struct Rank(DateTimeOffset? Updated, int Depth, string Address, int Position) : IComparable<Rank>
    {
        public int CompareTo(Rank other)
        {
            var order = Nullable.Compare(other.Updated, Updated);
            order = order != 0 ? order : Depth.CompareTo(other.Depth);
            order = order != 0 ? order : string.CompareOrdinal(Address, other.Address);
            return order != 0 ? order : Position.CompareTo(other.Position);
        }
    }
}
