using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Portal.Tests.Accounts;

public sealed class AccountsTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_trial_account_signs_in_and_lands_on_the_page_it_asked_for()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.SignInAsync("admin", PortalHost.Password, "/comptes");

        Assert.Equal("/comptes", page.Location.PathName);
        Assert.Contains(page.QuerySelectorAll("[data-testid=account] th"), name => name.TextContent == "curateur");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_words_and_keep_what_was_typed()
    {
        using var visitor = portal.Visitor();

        var wrong = await visitor.SignInAsync("admin", "mauvais-mot-de-passe");
        var unknown = await visitor.SignInAsync("personne", "mauvais-mot-de-passe");

        Assert.Equal("Ce nom et ce mot de passe ne vont pas ensemble.", wrong.QuerySelector("#nom-erreur")!.TextContent);
        Assert.Equal(wrong.QuerySelector("#nom-erreur")!.TextContent, unknown.QuerySelector("#nom-erreur")!.TextContent);
        Assert.Equal("personne", unknown.QuerySelector<IHtmlInputElement>("#nom")!.Value);
        Assert.Equal("#nom", unknown.QuerySelector("[data-testid=errors] a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_role_that_is_missing_closes_the_page_and_says_so()
    {
        using var visitor = portal.Visitor();
        await visitor.SignInAsync("curateur", PortalHost.Password);

        var page = await visitor.GetPageAsync("/comptes", HttpStatusCode.Forbidden);

        Assert.Equal("Cette page vous est fermée", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_return_address_elsewhere_is_not_followed()
    {
        using var visitor = portal.Visitor();

        var page = await visitor.SignInAsync("curateur", PortalHost.Password, "https://ailleurs.example/");

        Assert.Equal("/compte", page.Location.PathName);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_even_for_the_right_one()
    {
        await InviteAsync("claire", "curator", "un-mot-de-passe-de-claire");
        using var visitor = portal.Visitor();
        for (var i = 0; i < 5; i++)
        {
            await visitor.SignInAsync("claire", "mauvais-mot-de-passe");
        }

        var page = await visitor.SignInAsync("claire", "un-mot-de-passe-de-claire");

        Assert.Contains("verrouillé", page.QuerySelector("#nom-erreur")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_serves_once()
    {
        var invitation = await InviteAsync("bruno", "source-editor", "un-mot-de-passe-de-bruno");
        using var visitor = portal.Visitor();

        var again = await AcceptAsync(visitor, invitation, "un-autre-mot-de-passe");
        var page = await visitor.SignInAsync("bruno", "un-mot-de-passe-de-bruno");

        Assert.Contains("a déjà servi", again.QuerySelector("#nouveau-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("main a[href='/sources']"));
    }

    [Fact]
    public async Task Changing_the_password_needs_the_present_one_and_a_long_new_one()
    {
        await InviteAsync("dina", "curator", "un-mot-de-passe-de-dina");
        using var visitor = portal.Visitor();
        var mine = await visitor.SignInAsync("dina", "un-mot-de-passe-de-dina");
        var form = mine.QuerySelector<IHtmlFormElement>("form:has(#nouveau)")!;

        var tooShort = await visitor.SubmitAsync(form, Values(("mot-de-passe", "un-mot-de-passe-de-dina"), ("nouveau", "court")));
        var wrong = await visitor.SubmitAsync(form, Values(("mot-de-passe", "pas-le-bon"), ("nouveau", "assez-long-et-nouveau")));
        var done = await visitor.SubmitAsync(form, Values(("mot-de-passe", "un-mot-de-passe-de-dina"), ("nouveau", "assez-long-et-nouveau")));

        Assert.Contains("12 caractères au moins", tooShort.QuerySelector("#nouveau-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("n’est pas celui-ci", wrong.QuerySelector("#mot-de-passe-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("a été changé", done.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        using var elsewhere = portal.Visitor();
        Assert.Equal("/compte", (await elsewhere.SignInAsync("dina", "assez-long-et-nouveau")).Location.PathName);
    }

    [Fact]
    public async Task A_locked_account_cannot_sign_in_until_an_admin_unlocks_it()
    {
        await InviteAsync("emile", "curator", "un-mot-de-passe-d-emile");
        using var admin = portal.Visitor();
        using var visitor = portal.Visitor();

        await PressAsync(admin, await admin.SignInAsync("admin", PortalHost.Password, "/comptes"), "emile", "Lock");
        var locked = await visitor.SignInAsync("emile", "un-mot-de-passe-d-emile");
        await PressAsync(admin, await admin.GetPageAsync("/comptes"), "emile", "Unlock");
        var unlocked = await visitor.SignInAsync("emile", "un-mot-de-passe-d-emile");

        Assert.Equal("/connexion", locked.Location.PathName);
        Assert.Equal("/compte", unlocked.Location.PathName);
    }

    [Fact]
    public async Task The_last_admin_cannot_be_locked()
    {
        using var admin = portal.Visitor();

        var page = await PressAsync(admin, await admin.SignInAsync("admin", PortalHost.Password, "/comptes"), "admin", "Lock");

        Assert.Contains("dernier compte qui peut administrer", page.QuerySelector("[data-testid=errors]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused()
    {
        using var admin = portal.Visitor();
        var page = await admin.SignInAsync("admin", PortalHost.Password, "/comptes");

        var refused = await admin.SubmitAsync(page.QuerySelector<IHtmlFormElement>("[data-testid=invite]")!, Values(("nom", "CURATEUR")));

        Assert.Contains("est déjà pris", refused.QuerySelector("#nom-erreur")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_field_refuses_is_said_in_French_beside_it()
    {
        using var admin = portal.Visitor();
        var page = await admin.SignInAsync("admin", wanted: "/comptes");
        var form = page.QuerySelector<IHtmlFormElement>("[data-testid=invite]")!;

        var tooShort = await admin.SubmitAsync(form, Values(("nom", "x")));
        var strange = await admin.SubmitAsync(form, Values(("nom", "<b>claire</b>")));

        Assert.Equal("Écrivez entre 2 et 60 caractères.", tooShort.QuerySelector("#nom-erreur")!.TextContent);
        Assert.StartsWith("Commencez le nom par une lettre", strange.QuerySelector("#nom-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("<b>claire</b>", strange.QuerySelector<IHtmlInputElement>("#nom")!.Value);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var visitor = portal.Visitor();
        var mine = await visitor.SignInAsync("curateur", PortalHost.Password);

        await visitor.SubmitAsync(mine.QuerySelector<IHtmlFormElement>("main form[action*=SignOut]")!, Values());
        var page = await visitor.GetPageAsync("/compte");

        Assert.Equal("/connexion", page.Location.PathName);
    }

    private async Task<Uri> InviteAsync(string name, string role, string password)
    {
        using var admin = portal.Visitor();
        var page = await admin.SignInAsync("admin", PortalHost.Password, "/comptes");
        var invited = await admin.SubmitAsync(page.QuerySelector<IHtmlFormElement>("[data-testid=invite]")!, Values(("nom", name), ("roles", role)));
        var link = new Uri(invited.QuerySelector<IHtmlInputElement>("#lien")!.Value);
        using var visitor = portal.Visitor();
        var accepted = await AcceptAsync(visitor, link, password);
        Assert.Equal("/connexion", accepted.Location.PathName);
        return link;
    }

    private static async Task<IHtmlDocument> AcceptAsync(PortalVisitor visitor, Uri invitation, string password)
    {
        var page = await visitor.GetPageAsync(invitation.PathAndQuery);
        return await visitor.SubmitAsync(page.QuerySelector<IHtmlFormElement>("main form")!, Values(("nouveau", password)));
    }

    private static async Task<IHtmlDocument> PressAsync(PortalVisitor admin, IHtmlDocument page, string account, string handler)
    {
        var row = page.QuerySelectorAll("[data-testid=account]").Single(row => row.QuerySelector("th")!.TextContent == account);
        var button = row.QuerySelector<IHtmlButtonElement>($"button[formaction*={handler}]")!;
        button.Form!.Action = button.GetAttribute("formaction")!;
        return await admin.SubmitAsync(button.Form, Values());
    }

    private static Dictionary<string, string?> Values(params (string Name, string Value)[] values) =>
        values.ToDictionary(value => value.Name, value => (string?)value.Value);
}
