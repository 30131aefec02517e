using System.Text.Json;

namespace SocialConnect.Samples.Serving;

/// <summary>A partner site: its initiatives, and its pages by path.</summary>
internal abstract class SampleSite
{
    private readonly Dictionary<string, SitePage> _pages = [];

    protected SampleSite(string name)
    {
        Name = name;
        Initiatives = SampleSites.ReadInitiatives(name);
        Newest = Initiatives.Max(initiative => initiative.Modified);
        Add("/site.css", new SitePage(SampleSites.ReadText($"{name}/site.css"), "text/css; charset=utf-8", Newest));
    }

    public string Name { get; }

    public IReadOnlyList<Initiative> Initiatives { get; }

    /// <summary>The day the last initiative was changed: pages that show several were changed then.</summary>
    protected DateOnly Newest { get; }

    /// <summary>The page of an address that the site does not have.</summary>
    public abstract SitePage Missing { get; }

    public virtual SitePage? Find(HttpRequest request) => _pages.GetValueOrDefault(request.Path.Value ?? "/");

    protected void Add(string path, SitePage page) => _pages.Add(path, page);

    protected void AddHtml(string path, string html, DateOnly? modified = null) =>
        Add(path, new SitePage(html, SitePage.Html, modified ?? Newest));

    protected void AddRobots(string rules) => Add("/robots.txt", new SitePage(rules + "\n", "text/plain; charset=utf-8", Newest));

    protected static string ToJson(object value) => JsonSerializer.Serialize(value, Text.Json);
}
