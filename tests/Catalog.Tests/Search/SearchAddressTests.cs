using Microsoft.AspNetCore.WebUtilities;
using SocialConnect.Catalog.Search;
using Xunit;

namespace SocialConnect.Catalog.Tests.Search;

public sealed class SearchAddressTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?q=aider%20ma%20grand-m%C3%A8re")]
    [InlineData("?q=v%C3%A9lo&theme=ENV&theme=TER/MOB&public=SENIORS&territoire=DEP-23&annee=2024&ordre=recent&p=3")]
    [InlineData("?pres=46.17,1.87&rayon=25&ordre=proche")]
    [InlineData("?q=mon%20fils%20sort%20de%20prison&besoin=oui&lieu=non")]
    [InlineData("?etape=&cadre=46,1.5,46.5,2.25&lieu=non&graine=7&par=50&apres=1.5_42")]
    public void A_state_written_to_an_address_is_the_state_read_from_it(string address)
    {
        var reading = Read(address);

        Assert.Empty(reading.Problems);
        Assert.Equal(address, SearchAddress.Write(reading.Request));
    }

    [Theory]
    [InlineData("?ordre=hasard", "hasard")]
    [InlineData("?rayon=loin", "loin")]
    [InlineData("?pres=95,0", "95,0")]
    [InlineData("?pres=NaN,0", "NaN,0")]
    [InlineData("?cadre=2,2,1,1", "2,2,1,1")]
    [InlineData("?p=-1", "-1")]
    [InlineData("?par=100000", "100000")]
    public void What_cannot_be_read_is_named_and_the_rest_is_searched(string address, string named)
    {
        var reading = Read(address + "&q=repas");

        Assert.Contains(named, Assert.Single(reading.Problems), StringComparison.Ordinal);
        Assert.Equal("repas", reading.Request.Question);
    }

    [Fact]
    public void Too_long_a_question_and_too_many_filters_are_cut_and_said_so()
    {
        var reading = Read("?q=" + new string('a', 10_000) + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"&theme=T{i}")));

        Assert.Equal(2, reading.Problems.Count);
        Assert.Equal(SearchRequest.LongestQuestion, reading.Request.Question.Length);
        Assert.Equal(SearchRequest.MostValues, reading.Request.ValuesOf(SearchFacet.Theme).Length);
    }

    [Fact]
    public void Control_characters_and_broken_text_never_reach_the_database()
    {
        var reading = Read("?q=jar%00din&theme=%00\ud800");

        Assert.Equal("jar din", reading.Request.Question);
        Assert.Equal("", Assert.Single(reading.Request.ValuesOf(SearchFacet.Theme)));
    }

    [Fact]
    public void Selecting_a_value_goes_back_to_the_first_page_and_taking_it_off_forgets_the_facet()
    {
        var deep = Read("?q=v%C3%A9lo&p=4").Request;

        var narrowed = deep.With(SearchFacet.Theme, "ENV");

        Assert.Equal("?q=v%C3%A9lo&theme=ENV", SearchAddress.Write(narrowed));
        Assert.Equal("?q=v%C3%A9lo", SearchAddress.Write(narrowed.Without(SearchFacet.Theme, "ENV")));
    }

    private static SearchAddressReading Read(string address) => SearchAddress.Read(QueryHelpers.ParseQuery(address));
}
