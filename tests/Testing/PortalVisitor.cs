using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace SocialConnect.Testing;

/// <summary>A person without JavaScript: asks for pages, follows links, fills forms in, keeps cookies.</summary>
public sealed class PortalVisitor : IDisposable
{
    public PortalVisitor(Uri portal)
    {
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = true, CookieContainer = Cookies }) { BaseAddress = portal };
        Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
    }

    /// <summary>For what is not a page: headers, feeds, files.</summary>
    public HttpClient Http { get; }

    public CookieContainer Cookies { get; } = new();

    /// <summary>The page at a path, after redirects. The answer must have the expected status.</summary>
    public async Task<IHtmlDocument> GetPageAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await Http.GetAsync(path);
        return await ReadAsync(answer, expected);
    }

    /// <summary>Fills in named fields of a form and sends it as a browser would, hidden fields included. A value for a name the form does not have fails.</summary>
    /// <param name="values">A checkbox or radio button is chosen by its value; null leaves it out.</param>
    public async Task<IHtmlDocument> SubmitAsync(IHtmlFormElement form, IReadOnlyDictionary<string, string?> values, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = Request(form, values);
        using var answer = await Http.SendAsync(request);
        return await ReadAsync(answer, expected);
    }

    /// <summary>Sends a form that takes a file, with one.</summary>
    public async Task<IHtmlDocument> UploadAsync(IHtmlFormElement form, string field, string name, string text)
    {
        using var content = new MultipartFormDataContent();
        foreach (var hidden in form.Elements.OfType<IHtmlInputElement>().Where(element => element.Type == "hidden"))
        {
            content.Add(new StringContent(hidden.Value), hidden.Name!);
        }

        content.Add(new StringContent(text), field, name);
        using var answer = await Http.PostAsync(form.Action, content);
        return await ReadAsync(answer, HttpStatusCode.OK);
    }

    /// <summary>Signs in; the accounts of <see cref="PortalHost"/> are there from the start.</summary>
    /// <returns>The page that is shown then: the wanted one, or the sign-in page with its message.</returns>
    public async Task<IHtmlDocument> SignInAsync(string name, string password = PortalHost.Password, string wanted = "")
    {
        var page = await GetPageAsync("/connexion?retour=" + Uri.EscapeDataString(wanted));
        return await SubmitAsync(page.QuerySelector<IHtmlFormElement>("main form")!, new Dictionary<string, string?> { ["nom"] = name, ["mot-de-passe"] = password });
    }

    public void Dispose() => Http.Dispose();

    private static HttpRequestMessage Request(IHtmlFormElement form, IReadOnlyDictionary<string, string?> values)
    {
        var unknown = values.Keys.Except(form.Elements.Select(field => field.GetAttribute("name") ?? ""), StringComparer.Ordinal).ToList();
        Assert.True(unknown.Count == 0, $"The form has no field named {string.Join(", ", unknown)}.");
        var fields = form.Elements
            .Where(field => field.GetAttribute("name") is { Length: > 0 } && !field.HasAttribute("disabled"))
            .SelectMany(field => Sent(field, values))
            .ToList();
        var target = form.GetAttribute("action") is { Length: > 0 } action ? action : form.Owner!.Url;
        if (string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase))
        {
            return new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields) };
        }

        var query = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));
        return new HttpRequestMessage(HttpMethod.Get, $"{target.Split('?')[0]}?{query}");
    }

    private static IEnumerable<KeyValuePair<string, string>> Sent(IElement field, IReadOnlyDictionary<string, string?> values)
    {
        var name = field.GetAttribute("name")!;
        var isGiven = values.TryGetValue(name, out var given);
        switch (field)
        {
            case IHtmlInputElement { Type: "checkbox" or "radio" } choice:
                // A hidden field of the same name says "unchecked" to the server and is not what the test means.
                return (isGiven ? choice.Value == given : choice.IsChecked) ? [new(name, choice.Value)] : [];
            case IHtmlInputElement { Type: "hidden" } hidden:
                return [new(name, isGiven && !HasChoice(hidden, name) ? given ?? "" : hidden.Value)];
            case IHtmlInputElement { Type: "submit" or "button" or "image" }:
            case IHtmlButtonElement:
                return isGiven && field.GetAttribute("value") == given ? [new(name, given ?? "")] : [];
            case IHtmlInputElement input:
                return [new(name, isGiven ? given ?? "" : input.Value)];
            case IHtmlTextAreaElement area:
                return [new(name, isGiven ? given ?? "" : area.Value)];
            case IHtmlSelectElement select:
                return isGiven ? [new(name, given ?? "")] : select.Options.Where(option => option.IsSelected).Select(option => KeyValuePair.Create(name, option.Value));
            default:
                return [];
        }
    }

    private static bool HasChoice(IHtmlInputElement field, string name) =>
        field.Form?.Elements.OfType<IHtmlInputElement>().Any(other => other.GetAttribute("name") == name && other.Type is "checkbox" or "radio") ?? false;

    private static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var html = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} answered {(int)answer.StatusCode} instead of {(int)expected}:\n{html[..Math.Min(html.Length, 2000)]}");
        // The address makes relative links and form targets complete.
        return (IHtmlDocument)await BrowsingContext.New().OpenAsync(page => page.Content(html).Address(answer.RequestMessage.RequestUri!).Header("Content-Type", "text/html; charset=utf-8"));
    }
}
