using System.Text.Json;
using SocialConnect.Catalog.Partners;
using Xunit;

namespace SocialConnect.Catalog.Tests.Partners;

public sealed class JsonPathTests
{
    private const string Answer = """
        { "data": [ { "nom": "A", "geo": { "lat": 0 }, "tags": ["x", "y"] }, { "nom": "B", "tags": [] } ],
          "a.b": "point", "N° (2024)": "colonne", "meta": { "deep": [ { "id": 7 } ] } }
        """;

    [Theory]
    [InlineData("data[].nom", "A,B")]
    [InlineData("data.nom", "A,B")]
    [InlineData("data[0].nom", "A")]
    [InlineData("data[-1].nom", "B")]
    [InlineData("$.data[*].tags[]", "x,y")]
    [InlineData("data[].geo.lat", "0")]
    [InlineData("a.b", "point")]
    [InlineData("['a.b']", "point")]
    [InlineData("N° (2024)", "colonne")]
    [InlineData("..id", "7")]
    [InlineData("nothing.here", "")]
    public void A_path_leads_to_its_values(string path, string expected)
    {
        using var document = JsonDocument.Parse(Answer);

        var found = JsonPath.Parse(path).Find(document.RootElement);

        Assert.Equal(expected, string.Join(',', found.Select(value => value.ToString())));
    }
}
