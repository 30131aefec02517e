using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SocialConnect.Portal.Security;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Security;

public sealed class PoliciesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public void Every_endpoint_names_its_policy()
    {
        var known = typeof(Policies).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToHashSet();

        var endpoints = portal.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();
        var without = endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
                || endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>() is not { Count: > 0 } demands
                || !demands.All(demand => demand.Policy is { } policy && known.Contains(policy)))
            .Select(endpoint => $"{endpoint.RoutePattern.RawText} ({endpoint.DisplayName})");

        Assert.True(endpoints.Count > 20, "The endpoints were not found.");
        Assert.Empty(without);
    }

    [Theory]
    [InlineData("/comptes")]
    [InlineData("/compte")]
    public async Task A_page_for_accounts_sends_a_stranger_to_sign_in(string path)
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetPageAsync(path);

        Assert.Equal("/connexion", page.Location.PathName);
        Assert.Equal(path, page.QuerySelector("input[name=retour]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/a-propos")]
    [InlineData("/accessibilite")]
    [InlineData("/mentions")]
    public async Task Reading_sets_no_cookie_and_allows_nothing_from_elsewhere(string path)
    {
        using var visitor = portal.Visitor();

        using var answer = await visitor.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.StartsWith("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Styles_are_addressed_by_their_content_and_kept_for_ever()
    {
        using var visitor = portal.Visitor();
        var page = await visitor.GetPageAsync("/a-propos");

        using var style = await visitor.Http.GetAsync(page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href"));

        Assert.Equal(HttpStatusCode.OK, style.StatusCode);
        Assert.Contains("immutable", style.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }
}
