using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Curation;

/// <summary>A portal whose catalogue tests fill with initiatives and suggestions of their own.</summary>
public sealed class DeskHost : PortalHost
{
    public Scheme Scheme => Services.GetRequiredService<TaxonomyStore>().ReadActiveAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public long Category(string path) => Scheme.Find(Facet.Theme, path)!.Id;

    public async Task<long> AddAsync(string partner, string title, string summary = "", params string[] tags)
    {
        var id = (await Services.GetRequiredService<PartnerStore>().SaveAsync(partner, "Partenaire " + partner, new Uri("https://partner.example/"), "", CancellationToken.None)).Id;
        var key = Guid.NewGuid().ToString("N");
        await Services.GetRequiredService<InitiativeStore>().SaveAsync(
            id, new CollectedInitiative(key, new Uri("https://partner.example/" + key), title) { Summary = summary, Tags = tags }, CancellationToken.None);
        return await Database.ScalarAsync<long>("select id from initiative where key = $1", key);
    }

    public Task SuggestAsync(long initiative, string path, float probability, string reasons = "[]", bool isSure = false) =>
        Database.ExecuteAsync(
            "insert into suggestion (initiative_id, category_id, probability, reasons, model, is_sure) values ($1, $2, $3, $4::jsonb, 'essai-1', $5)",
            initiative, Category(path), probability, reasons, isSure);

    public Task ConfirmAsync(long initiative, string path) =>
        Services.GetRequiredService<DecisionStore>().AcceptAsync(initiative, Category(path), "claire", CancellationToken.None);

    public Task RefuseAsync(long initiative, string path) =>
        Services.GetRequiredService<DecisionStore>().RejectAsync(initiative, Category(path), "claire", CancellationToken.None);

    /// <summary>Puts initiatives where a test wants them, by vectors of an embedding model in force.</summary>
    public async Task PlaceAsync(params (long Initiative, string Vector)[] places)
    {
        var model = await Database.ScalarAsync<long>("insert into embedding_model (name, provider, dimensions, is_active) values ('essai', 'essai', 2, true) returning id");
        foreach (var (initiative, vector) in places)
        {
            await Database.ExecuteAsync("insert into initiative_embedding values ($1, $2, 0, $3::halfvec)", initiative, model, vector);
        }
    }

    /// <summary>Somebody signed in as the curator, or under another account's name.</summary>
    public async Task<PortalVisitor> CuratorAsync(string name = "curateur")
    {
        var visitor = Visitor();
        await visitor.SignInAsync(name);
        return visitor;
    }

    /// <summary>The last decision that counts on each category, as 'SOL/LIE accepted'.</summary>
    public async Task<string[]> VerdictsAsync(long initiative)
    {
        var verdicts = new List<string>();
        foreach (var category in Scheme.Categories)
        {
            var verdict = await Database.ScalarAsync<string>(
                "select coalesce((select verdict from decision where initiative_id = $1 and category_id = $2 and undone_at is null order by id desc limit 1), '')", initiative, category.Id);
            if (verdict.Length > 0)
            {
                verdicts.Add($"{category.Path} {verdict}");
            }
        }

        return [.. verdicts.Order(StringComparer.Ordinal)];
    }

    /// <summary>Sends the desk's form by one of its buttons, with the boxes of these categories ticked and no others.</summary>
    public static async Task<IHtmlDocument> PressAsync(PortalVisitor visitor, IHtmlDocument page, string button, IReadOnlyCollection<string>? ticked = null, string? typed = null)
    {
        var form = page.QuerySelector<IHtmlFormElement>("form[data-testid=verdict]")!;
        if (ticked is not null)
        {
            foreach (var choice in form.QuerySelectorAll("[data-testid=choice]"))
            {
                choice.QuerySelector<IHtmlInputElement>("input[name=oui]")!.IsChecked = ticked.Contains(choice.GetAttribute("data-category")!);
            }
        }

        var pressed = form.QuerySelectorAll("button").OfType<IHtmlButtonElement>().First(found => found.TextContent.Trim().StartsWith(button, StringComparison.Ordinal));
        if (pressed.GetAttribute("formaction") is { } action)
        {
            form.SetAttribute("action", new Url(new Url(page.Url), action).Href);
        }

        var values = new Dictionary<string, string?>();
        if (typed is not null)
        {
            values["ajout"] = typed;
        }

        if (pressed.Name is { Length: > 0 } name)
        {
            values[name] = pressed.GetAttribute("value");
        }

        return await visitor.SubmitAsync(form, values);
    }

    public static IElement Choice(IHtmlDocument page, string path)
    {
        var choice = page.QuerySelector($"[data-testid=choice][data-category='{path}']");
        Assert.True(choice is not null, $"No choice '{path}' among {string.Join(", ", page.QuerySelectorAll("[data-testid=choice]").Select(found => found.GetAttribute("data-category")))}.");
        return choice;
    }
}
