using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Search.Words;
using Xunit;

namespace SocialConnect.Catalog.Tests.Search;

public sealed class EverydayWordsTests(IndexedCatalogue catalogue) : IClassFixture<IndexedCatalogue>
{
    private static readonly EverydayWords Words = new(
    [
        new Notion("covoiturage", "covoiturage", ["TER"], ["covoiturage", "trajet partagé"], ["partager ma voiture", "faire la route ensemble"], ["passager", "autoroute", "péage à deux"]),
        new Notion("aide-menage", "aide à domicile", ["SOL"], ["aide à domicile", "auxiliaire de vie"], ["faire le ménage chez mes parents"], ["serpillière", "repassage"]),
    ]);

    [Fact]
    public async Task A_need_in_everyday_words_finds_what_says_it_in_other_words()
    {
        var car = await catalogue.AddAsync("everyday", "Lignes de covoiturage du plateau");
        await catalogue.AddAsync("everyday", "Orchestre de la vallée");
        await catalogue.IndexAsync();

        var results = await catalogue.Search.FindAsync(new SearchRequest { Question = "faire la route ensemble" }, CancellationToken.None);

        var hit = results.Hits[0];
        Assert.Equal(car, hit.Id);
        Assert.Empty(hit.Reason.Words);
        Assert.NotEmpty(hit.Reason.RelatedWords);
    }

    [Fact]
    public async Task A_need_in_everyday_words_finds_nothing_more_when_widening_is_off()
    {
        await catalogue.AddAsync("narrow", "Covoiturage des collines");
        await catalogue.IndexAsync();

        using var search = catalogue.NewSearch(new SearchOptions { WideningWeight = 0 });
        var results = await search.FindAsync(new SearchRequest { Question = "faire la route ensemble" }, CancellationToken.None);

        Assert.Empty(results.Hits);
    }

    [Fact]
    public async Task Of_a_need_told_like_a_story_the_telling_words_decide()
    {
        var story = await catalogue.AddAsync("told", "Le mois prochain, la sortie", "Chaque mois, une sortie : le prochain départ est dit la semaine d’avant.");
        var sought = await catalogue.AddAsync("told", "Maroquinerie d’insertion");
        await catalogue.IndexAsync();
        var request = new SearchRequest { Question = "je sors le mois prochain et je voudrais apprendre la maroquinerie" };

        var chosen = await catalogue.Search.FindAsync(request, CancellationToken.None);
        var told = await catalogue.Search.FindAsync(request with { IsNeed = true }, CancellationToken.None);

        Assert.Equal(story, chosen.Hits[0].Id);
        Assert.Equal(sought, told.Hits[0].Id);
    }

    [Fact]
    public async Task A_word_of_a_need_that_the_catalogue_lacks_is_not_taken_for_another_one()
    {
        var silver = await catalogue.AddAsync("lacking", "Fonderie d’argent");
        await catalogue.IndexAsync();
        var request = new SearchRequest { Question = "un tango argentin" };

        var chosen = await catalogue.Search.FindAsync(request, CancellationToken.None);
        var told = await catalogue.Search.FindAsync(request with { IsNeed = true }, CancellationToken.None);

        Assert.Equal(silver, chosen.Hits[0].Id);
        Assert.Empty(told.Hits);
    }

    [Fact]
    public async Task An_answer_says_how_much_of_what_is_sought_it_has_and_how_much_nobody_has()
    {
        await catalogue.AddAsync("share", "Location de remorques");
        await catalogue.IndexAsync();

        var results = await catalogue.Search.FindAsync(new SearchRequest { Question = "une remorque à zeppelins demain", IsNeed = true }, CancellationToken.None);

        Assert.Equal((1, 2, 1), (results.Hits[0].Reason.Telling, results.Hits[0].Reason.Asked, results.Hits[0].Reason.Unknown));
    }

    [Fact]
    public async Task A_need_finds_what_the_same_notions_describe_without_a_word_in_common()
    {
        var falls = await catalogue.AddAsync("described", "Équilibre en mouvement", "Des ateliers d’activité physique adaptée en résidence autonomie, pour garder l’équilibre et ne pas tomber.");
        await catalogue.AddAsync("described", "Ruchers des toits", "Des apiculteurs bénévoles installent des ruches sur des immeubles.");
        await catalogue.IndexAsync();
        var request = new SearchRequest { Question = "ma mamie se casse la figure, depuis sa chute elle n’ose plus marcher", IsNeed = true };

        var told = await catalogue.Search.FindAsync(request, CancellationToken.None);
        using var withoutProfiles = catalogue.NewSearch(new SearchOptions { NeedProfileWeight = 0, NeedWideningWeight = 0 });
        var plain = await withoutProfiles.FindAsync(request, CancellationToken.None);

        Assert.Equal(falls, told.Hits[0].Id);
        Assert.True(told.Hits[0].Reason.Likeness > 0.3);
        Assert.DoesNotContain(plain.Hits, hit => hit.Id == falls);
    }

    [Fact]
    public void A_text_is_described_by_the_notions_whose_words_it_shares()
    {
        var space = new NotionSpace(["faire la route ensemble, covoiturage", "faire le ménage, aide à domicile", "garder des enfants"]);

        var profile = space.ProfileOf(FrenchAnalyzer.Analyze("une route à faire"));

        Assert.Equal(0, profile[0].Notion);
        Assert.Equal(1, profile.Sum(near => near.Weight * near.Weight), 5);
        Assert.Equal(profile.Select(near => near.Weight).OrderDescending(), profile.Select(near => near.Weight));
        Assert.Equal(2, space.ProfileOf(FrenchAnalyzer.Analyze("enfantillage"))[0].Notion);
        Assert.Empty(space.ProfileOf(FrenchAnalyzer.Analyze("zygomatique")));
    }

    [Fact]
    public void What_only_describes_a_notion_neither_tells_nor_marks_it_alone()
    {
        var text = FrenchAnalyzer.Analyze("la serpillière et le repassage");

        Assert.Equal("~aide-menage", Words.ProfileOf(text)[0].Mark);
        Assert.Empty(Words.Read("la serpillière et le repassage"));
        Assert.Empty(Words.MarksOf(text));
    }

    [Fact]
    public void Notions_that_are_shipped_are_described_at_length_and_nothing_is_said_twice()
    {
        Assert.All(EverydayWords.Shipped.Notions, notion =>
        {
            var all = notion.Terms.Concat(notion.Expressions).Concat(notion.Phrases).ToList();
            Assert.True(notion.Phrases.Count >= 50, $"{notion.Id} has only {notion.Phrases.Count} phrases");
            Assert.All(notion.Phrases, phrase => Assert.NotEmpty(FrenchAnalyzer.StemsOf(phrase)));
            Assert.DoesNotContain(notion.Phrases, phrase => all.Count(other => string.Equals(other, phrase, StringComparison.OrdinalIgnoreCase)) > 1);
        });
    }

    [Theory]
    [InlineData("je voudrais partager ma voiture avec des collègues", "covoiturage")]
    [InlineData("On cherche à faire la ROUTE ensemble", "covoiturage")]
    [InlineData("des trajets partagés", "covoiturage")]
    [InlineData("qui ferait le ménage chez mes parents ?", "aide-menage")]
    public void A_question_is_read_for_what_it_tells_of(string question, string notion) =>
        Assert.Equal(notion, Words.Read(question)[0].Notion.Id);

    [Theory]
    [InlineData("zygomatique frelaté")]
    [InlineData("et puis quoi encore")]
    [InlineData("")]
    public void A_question_without_known_words_tells_of_nothing(string question) => Assert.Empty(Words.Read(question));

    [Fact]
    public void All_notions_that_are_shipped_are_found_by_their_own_first_term()
    {
        Assert.True(EverydayWords.Shipped.Notions.Count > 200);
        foreach (var notion in EverydayWords.Shipped.Notions)
        {
            var marks = EverydayWords.Shipped.MarksOf(FrenchAnalyzer.Analyze(notion.Terms[0]));

            Assert.True(marks.Exists(found => found.Mark == notion.Mark), $"'{notion.Terms[0]}' does not mark {notion.Id}");
        }
    }

    [Theory]
    [InlineData("""[{"id":"Deux mots","concept":"x","themes":[],"terms":["covoiturage"],"expressions":["voiture"],"phrases":[]}]""", "id")]
    [InlineData("""[{"id":"vide","concept":"x","themes":[],"terms":[],"expressions":["voiture"],"phrases":[]}]""", "no term")]
    [InlineData("""[{"id":"muet","concept":"x","themes":[],"terms":["covoiturage"],"expressions":[],"phrases":[]}]""", "no expression")]
    [InlineData("""[{"id":"lourd","concept":"x","themes":[],"terms":["covoiturage"],"expressions":["voiture"],"phrases":[],"weight":2}]""", "weight")]
    [InlineData("""[{"id":"faute","concept":"x","themes":[],"terms":["de la"],"expressions":["voiture"],"phrases":[]}]""", "says nothing")]
    [InlineData("""[{"id":"sans-le-reste"}]""", "no array of notions")]
    public void A_file_that_cannot_be_used_is_refused_with_its_reason(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<UnusableWordsException>(() => NotionFile.Read("essai.json", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_notions_of_one_name_are_refused()
    {
        var notion = Words.Notions[0];

        var failure = Assert.Throws<UnusableWordsException>(() => new EverydayWords([notion, notion]));

        Assert.Contains("'covoiturage'", failure.Message, StringComparison.Ordinal);
    }
}
