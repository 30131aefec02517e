using System.Text.Json.Nodes;
using SocialConnect.Catalog.Fields;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests.Fields;

public sealed class CustomFieldTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly CustomFieldStore _fields = new(database.Source);

    public Task InitializeAsync() => database.ExecuteAsync("delete from custom_field");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_model_reads_back_as_it_was_written()
    {
        CustomField[] model =
        [
            .. Enum.GetValues<FieldType>().Select(type => new CustomField($"champ_{(int)type}", $"Champ {type}", type, OpenLevel.OpenData)),
            new("budget", "Budget", FieldType.Price, OpenLevel.Private) { IsRequired = true, IsVisible = false },
        ];
        await _fields.SaveAsync(model, "admin", default);

        var reading = CustomFieldDocument.Read(CustomFieldDocument.Write(await _fields.ListAsync(default)));

        Assert.Empty(reading.Problems);
        Assert.Equal(model, reading.Fields);
    }

    [SkippableFact]
    public void The_data_model_of_openscraper_is_read_with_its_open_levels()
    {
        var reading = CustomFieldDocument.Read(File.ReadAllText(SharedMaterial.PathOrSkip("sites/openscraper-datamodel.json")));

        Assert.Empty(reading.Problems);
        Assert.Equal(
            ["auteur opendata", "logo opendata", "video private", "date_du_projet commons", "partenaires_du_projet commons", "donnees_economiques commons", "fiche_contact collective", "siret opendata", "statut_juridique opendata"],
            reading.Fields.Select(field => $"{field.Name} {field.Open.ToString().ToLowerInvariant()}"));
        Assert.Equal(FieldType.List, reading.Fields.Single(field => field.Name == "partenaires_du_projet").Type);
        // The other seven are ours already.
        Assert.Equal(7, reading.Warnings.Count);
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("{}", "liste")]
    [InlineData("""[{"name": "Nom libre", "label": "x", "type": "text", "open": "opendata"}]""", "minuscules")]
    [InlineData("""[{"name": "title", "label": "x", "type": "text", "open": "opendata"}]""", "déjà")]
    [InlineData("""[{"name": "a1", "label": "x", "type": "texte", "open": "opendata"}]""", "type connu")]
    [InlineData("""[{"name": "a1", "label": "x", "type": "text", "open": "secret"}]""", "ouverture")]
    [InlineData("""[{"name": "a1", "label": "x", "type": "text", "open": "private"}, {"name": "a1", "label": "y", "type": "text", "open": "private"}]""", "deux fois")]
    public void Says_what_is_wrong_with_a_model(string json, string why) => Assert.Contains(CustomFieldDocument.Read(json).Problems, problem => problem.Contains(why, StringComparison.Ordinal));

    [Fact]
    public void A_field_of_openscraper_that_nobody_has_opened_stays_closed()
    {
        var reading = CustomFieldDocument.Read("""[{"field_name": "Budget annuel", "field_class": "custom", "field_type": "price"}, {"field_name": "titre du projet", "field_class": "custom", "field_type": "text"}, {"field_name": "next_page", "field_class": "core", "field_type": "text"}]""");

        Assert.Equal([new CustomField("budget_annuel", "Budget annuel", FieldType.Price, OpenLevel.Private)], reading.Fields);
        Assert.Equal(2, reading.Warnings.Count);
    }

    [Fact]
    public async Task Values_leave_the_database_up_to_the_asked_level_only()
    {
        await _fields.SaveAsync([.. Enum.GetValues<OpenLevel>().Select(level => new CustomField($"champ_{(int)level}", level.ToString(), FieldType.Text, level)), new("cache", "Caché", FieldType.Text, OpenLevel.OpenData) { IsVisible = false }], null, default);
        var partner = await new PartnerStore(database.Source).SaveAsync("niveaux", "Niveaux", new Uri("https://niveaux.example/"), "", default);
        var extra = new JsonObject { ["champ_0"] = "ouvert", ["champ_1"] = new JsonArray("commun", "partagé"), ["champ_2"] = true, ["champ_3"] = 12.5, ["cache"] = "caché", ["inconnu"] = "inconnu" };
        await new InitiativeStore(database.Source).SaveAsync(partner.Id, new CollectedInitiative("a", new Uri("https://niveaux.example/a"), "A") { Extra = extra }, default);
        var id = await database.ScalarAsync<long>("select id from initiative where partner_id = $1", partner.Id);

        async Task<string> ReadAsync(OpenLevel level) => string.Join(" | ", (await _fields.ReadAsync(id, level, default)).Select(value => string.Join(", ", value.Values)));

        Assert.Equal("ouvert", await ReadAsync(OpenLevel.OpenData));
        Assert.Equal("ouvert | commun, partagé", await ReadAsync(OpenLevel.Commons));
        Assert.Equal("ouvert | commun, partagé | oui", await ReadAsync(OpenLevel.Collective));
        Assert.Equal("ouvert | commun, partagé | oui | 12.5", await ReadAsync(OpenLevel.Private));
        Assert.Contains(("inconnu", 1), await _fields.UnknownAsync(default));
    }
}
