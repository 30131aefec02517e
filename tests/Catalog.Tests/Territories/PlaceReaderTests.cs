using System.Globalization;
using SocialConnect.Catalog.Territories;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Catalog.Tests.Territories;

public sealed class PlaceReaderTests(GeographyDatabase database) : IClassFixture<GeographyDatabase>, IDisposable
{
    private readonly PlaceReader _reader = new(new TerritoryStore(database.Source), TimeProvider.System);

    public void Dispose() => _reader.Dispose();

    [Fact]
    public async Task Places_of_everyday_questions_are_recognised_and_words_are_left_alone()
    {
        var wrong = new List<string>();
        foreach (var line in Cases())
        {
            var parts = line.Split('|', StringSplitOptions.TrimEntries);

            var found = Told(await _reader.ReadAsync(parts[0], CancellationToken.None));

            if (found != parts[1])
            {
                wrong.Add($"{parts[0]} | {parts[1]} | {found}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("garde d'enfants la nuit en Creuse", "garde d'enfants la nuit")]
    [InlineData("un bus dans un rayon de 30 km autour de Guéret pour ma mère", "un bus pour ma mère")]
    [InlineData("recyclerie à Saint-Denis (93)", "recyclerie")]
    [InlineData("des repas livrés près de chez moi", "des repas livrés")]
    [InlineData("Part'âge Village", "Part'âge Village")]
    public async Task What_is_left_of_the_question_says_what_and_not_where(string question, string rest)
    {
        var reading = await _reader.ReadAsync(question, CancellationToken.None);

        Assert.Equal(rest, reading.Rest);
    }

    [Fact]
    public async Task A_name_that_two_large_towns_share_offers_the_other_one()
    {
        var reading = await _reader.ReadAsync("une recyclerie à Saint-Denis", CancellationToken.None);

        Assert.Contains(reading.Wanted!.Alternatives, other => other.Code == "COM-97411");
    }

    [Theory]
    [InlineData("à Guéret", "à Guéret")]
    [InlineData("au havre", "au Havre")]
    [InlineData("en Creuse", "en Creuse")]
    [InlineData("dans le Limousin", "dans le Limousin")]
    [InlineData("dans le 69", "dans le Rhône")]
    [InlineData("dans l'Ain", "dans l’Ain")]
    [InlineData("dans les hauts de france", "dans les Hauts-de-France")]
    [InlineData("près d'Orléans", "autour d’Orléans")]
    [InlineData("près du Mans", "autour du Mans")]
    [InlineData("à Paris", "à Paris")]
    [InlineData("à Mayotte", "à Mayotte")]
    public async Task A_place_is_told_back_with_the_preposition_that_French_gives_it(string question, string located)
    {
        var reading = await _reader.ReadAsync(question, CancellationToken.None);

        Assert.Equal(located, reading.Wanted!.Located);
    }

    [Fact]
    public async Task Near_me_the_whole_country_and_abroad_are_told_apart()
    {
        Assert.True((await _reader.ReadAsync("un potager dans mon quartier", CancellationToken.None)).AroundMe);
        Assert.True((await _reader.ReadAsync("partout en France", CancellationToken.None)).WholeCountry);
        Assert.Equal(["Belgique"], (await _reader.ReadAsync("une coopérative en Belgique", CancellationToken.None)).Abroad);
    }

    private static IEnumerable<string> Cases() =>
        File.ReadLines(Path.Combine(SharedMaterial.Checkout, "tests", "Catalog.Tests", "Territories", "places.txt")).Where(line => line.Length > 0 && line[0] != '#');

    private static string Told(PlaceReading reading) =>
        reading.Places.Count == 0 ? "-" : string.Join(' ', reading.Places.SelectMany(place => place.Territories.Select(territory =>
            (place.IsExcluded ? "!" : "") + (place.RadiusKm switch { null => "", 20 => "~", var km => "+" + km.Value.ToString(CultureInfo.InvariantCulture) }) + territory.Code)));
}
