using System.Text.RegularExpressions;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Look;

public sealed partial class PagesTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    public static TheoryData<string> Pages =>
    [
        "/", "/recherche", "/recherche?q=car&vue=carte", "/recherche?q=xylophone", "/themes", "/territoires", "/partenaires",
        "/donnees", "/a-propos", "/accessibilite", "/mentions", "/connexion",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task French_marks_are_set_apart_by_narrow_spaces_and_apostrophes_are_curly(string path)
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync(path);
        foreach (var part in page.QuerySelectorAll("script, style, code, input").ToList())
        {
            part.Remove();
        }

        var text = page.Body!.TextContent;
        Assert.DoesNotMatch(BreakableMark(), text);
        Assert.DoesNotMatch(StraightApostrophe(), text);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_in_French_has_one_heading_and_every_part_in_its_place(string path)
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync(path);

        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Equal("#contenu", page.QuerySelector("a")!.GetAttribute("href"));
        Assert.Empty(page.QuerySelectorAll("[style], [onclick], script:not([src]):not([type='application/ld+json']), style"));
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Every_link_of_the_frame_and_the_home_page_leads_somewhere()
    {
        using var visitor = portal.Visitor();
        var page = await visitor.GetPageAsync("/");
        var paths = page.QuerySelectorAll("a[href^='/']:not([href^='/assistant'])").Select(link => link.GetAttribute("href")!).Distinct().ToList();

        var broken = new List<string>();
        foreach (var path in paths)
        {
            using var answer = await visitor.Http.GetAsync(path);
            if (!answer.IsSuccessStatusCode)
            {
                broken.Add($"{path}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(broken);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Reading_sets_no_cookie(string path)
    {
        using var visitor = portal.Visitor();

        using var answer = await visitor.Http.GetAsync(path);

        // The sign-in form is protected by one; nothing else is.
        Assert.Equal(path == "/connexion", answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_same_title_and_theme_have_the_same_cover_for_ever()
    {
        using var visitor = portal.Visitor();

        using var answer = await visitor.Http.GetAsync(Covers.Cover.AddressOf("Part’âge Village", "sol"));
        var svg = await answer.Content.ReadAsStringAsync();

        Assert.Equal("/couvertures/1/sol-bc21bffe.svg", Covers.Cover.AddressOf("PART’ÂGE VILLAGE", "sol"));
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(svg, Covers.Cover.Draw(0xbc21bffe, "sol"));
        Assert.NotEqual(svg, Covers.Cover.Draw(0xbc21bfff, "sol"));
    }

    [Fact]
    public async Task A_map_shades_what_is_on_the_spot_and_says_what_serves_the_whole_country()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync("/territoires");

        // Three of the six places in turn are in Creuse; the one national initiative has no place.
        Assert.Equal($"Creuse, {FilledPortal.Published / 2}\u00a0initiatives sur place", page.QuerySelector(".map a[href$='DEP-23'] title")!.TextContent);
        Assert.Equal("Une autre sert tout le pays et compte dans chaque liste.", page.QuerySelector("[data-testid=national]")!.TextContent);
        Assert.Equal($"{(FilledPortal.Published / 2) + 1}", page.QuerySelector(".branches a[href$='DEP-23'] .num")!.TextContent);
    }

    [Fact]
    public async Task All_maps_draw_from_one_file_that_holds_every_departement_of_the_mainland()
    {
        using var visitor = portal.Visitor();
        var page = await visitor.GetPageAsync("/territoires");
        var shapes = page.QuerySelectorAll(".map use").Select(shape => shape.GetAttribute("href")!).ToList();

        using var answer = await visitor.Http.GetAsync(shapes[0].Split('#')[0]);
        var drawing = await answer.Content.ReadAsStringAsync();

        Assert.Equal(96, shapes.Count);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.All(shapes, shape => Assert.Contains($"id=\"{shape.Split('#')[1]}\"", drawing, StringComparison.Ordinal));
        Assert.InRange(drawing.Length, 20_000, 80_000);
    }

    [GeneratedRegex("[\\w»)’] [;:!?»]|« |[0-9] %")]
    private static partial Regex BreakableMark();

    [GeneratedRegex("\\p{L}'\\p{L}")]
    private static partial Regex StraightApostrophe();
}
