using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using SocialConnect.Catalog.Initiatives;

namespace SocialConnect.Portal.Feeds;

/// <summary>What pages tell programs, as JSON-LD in the terms of schema.org.</summary>
public static class LinkedData
{
    // Accents stay readable; what could end a script element is still escaped.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string OfInitiative(InitiativeRecord initiative, string address)
    {
        var data = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Project",
            ["@id"] = address,
            ["url"] = address,
            ["name"] = initiative.Title,
            ["description"] = initiative.Summary,
            ["keywords"] = string.Join(", ", initiative.Categories.Select(category => category.Label)),
            ["subjectOf"] = new JsonObject
            {
                ["@type"] = "WebPage",
                ["url"] = initiative.PageUrl.AbsoluteUri,
                ["publisher"] = new JsonObject { ["@type"] = "Organization", ["name"] = initiative.PartnerName, ["url"] = initiative.PartnerHome.AbsoluteUri },
            },
        };
        if (initiative.Organisation is { } organisation)
        {
            data["parentOrganization"] = new JsonObject { ["@type"] = "Organization", ["name"] = organisation };
        }

        if (initiative.Website is { } website)
        {
            data["sameAs"] = website.AbsoluteUri;
        }

        if (initiative.Territories.Count > 0)
        {
            data["location"] = new JsonObject
            {
                ["@type"] = "Place",
                ["name"] = initiative.Territories[0].Name,
                ["address"] = new JsonObject
                {
                    ["@type"] = "PostalAddress",
                    ["addressLocality"] = initiative.Territories.FirstOrDefault(territory => territory.Level == "commune")?.Name,
                    ["addressRegion"] = initiative.Territories.FirstOrDefault(territory => territory.Level == "region")?.Name,
                    ["addressCountry"] = "FR",
                },
            };
        }

        return data.ToJsonString(Options);
    }

    /// <param name="name">What was asked for.</param>
    public static string OfResults(string name, string address, IEnumerable<(string Title, string Address)> results) => new JsonObject
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "SearchResultsPage",
        ["name"] = name,
        ["url"] = address,
        ["mainEntity"] = new JsonObject
        {
            ["@type"] = "ItemList",
            ["itemListElement"] = new JsonArray([.. results.Select((result, index) => new JsonObject
            {
                ["@type"] = "ListItem",
                ["position"] = index + 1,
                ["name"] = result.Title,
                ["url"] = result.Address,
            })]),
        },
    }.ToJsonString(Options);

    public static string OfSite(string address) => new JsonObject
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "WebSite",
        ["name"] = "Social Connect",
        ["url"] = address + "/",
        ["inLanguage"] = "fr",
        ["potentialAction"] = new JsonObject
        {
            ["@type"] = "SearchAction",
            ["target"] = new JsonObject { ["@type"] = "EntryPoint", ["urlTemplate"] = address + "/recherche?q={search_term_string}" },
            ["query-input"] = "required name=search_term_string",
        },
    }.ToJsonString(Options);
}
