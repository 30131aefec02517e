using SocialConnect.Catalog.Search;
using Xunit;

namespace SocialConnect.Catalog.Tests.Search;

public sealed class WithoutQuotesTests
{
    [Theory]
    [InlineData("\"jardin partagé\"", "jardin partagé")]
    [InlineData("coopérative\"jardin partagé\"école", "coopérative jardin partagé école")]
    [InlineData("« jardin partagé » -\"à vendre\" -serre", "jardin partagé -\"à vendre\" -serre")]
    [InlineData("jardin partagé", null)]
    [InlineData("-\"à vendre\" jardin", null)]
    [InlineData("nous cherchons ensemble un \"bon\" logement pour des étudiants de Limoges", null)]
    public void Wanted_phrases_lose_their_quotes_and_what_is_left_out_stays_so(string question, string? unquoted)
    {
        var request = new SearchRequest { Question = question, Page = 3 };

        var without = request.WithoutQuotes();

        Assert.Equal(unquoted, without?.Question);
        Assert.Equal(unquoted is null ? null : 1, without?.Page);
    }
}
