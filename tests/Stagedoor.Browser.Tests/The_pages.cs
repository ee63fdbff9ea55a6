using System.Text.RegularExpressions;

namespace Stagedoor.Browser.Tests;

/// <summary>
/// The table of what a person meets: each page of the sign-in, and under which names the tests look at it in light and dark, at 360 and 1920 pixels, with axe (<see cref="Every_page"/>, <see cref="The_profile"/>,
/// <see cref="An_authenticator_app"/>). A page that is missing here, or that no test looks at, fails.
/// </summary>
public partial class The_pages
{
    private static readonly Dictionary<string, string[]> LookedAt = new(StringComparer.Ordinal)
    {
        ["Authenticator/AuthenticatorPage"] = ["authenticator", "authenticator, wrong code", "authenticator, new", "authenticator, present"],
        ["Choose/ChoosePage"] = ["choose"],
        ["Consent/ConsentPage"] = ["consent"],
        ["Device/AnsweredPage"] = ["device, connected"],
        ["Device/CodePage"] = ["device code", "device code, refused"],
        ["Device/DevicePage"] = ["device"],
        ["Enrol/EnrolPage"] = ["enrol"],
        ["Enrol/EnrolledPage"] = ["enrol, done"],
        ["FirstAdministrator/FirstAdministratorPage"] = ["first administrator"],
        ["Home/HomePage"] = ["home", "home, signed out"],
        ["Invited/InvitedPage"] = ["invitation", "invitation, signed out"],
        ["Invited/JoinedPage"] = ["invitation, joined"],
        ["Outbox/OutboxMailPage"] = ["outbox, a mail"],
        ["Outbox/OutboxPage"] = ["outbox"],
        ["Passkeys/PasskeysPage"] = ["passkeys", "passkeys, none"],
        ["Profile/ProfilePage"] = ["profile", "profile, refused", "profile, saved"],
        ["ProfileApplications/ApplicationsPage"] = ["applications", "applications, none"],
        ["ProfileData/DataPage"] = ["data"],
        ["ProfileDeletion/DeletedPage"] = ["deleted"],
        ["ProfileDeletion/DeletionPage"] = ["deletion, refused"],
        ["ProfileEmail/EmailDonePage"] = ["email, done"],
        ["ProfileEmail/EmailLinkPage"] = ["email, link"],
        ["ProfileEmail/EmailPage"] = ["email", "email, sent"],
        ["ProfileHistory/HistoryPage"] = ["history"],
        ["ProfilePassword/PasswordPage"] = ["password, refused"],
        ["ProfilePicture/PicturePage"] = ["picture", "picture, saved"],
        ["ProfileSecurity/SecurityPage"] = ["security"],
        ["ProfileSessions/SessionsPage"] = ["sessions", "sessions, ended"],
        ["Recovery/AskPage"] = ["recover"],
        ["Recovery/DonePage"] = ["recover, done"],
        ["Recovery/FactorPage"] = ["recover, second factor"],
        ["Recovery/PasswordPage"] = ["recover, new password"],
        ["Recovery/SentPage"] = ["recover, mailed"],
        ["RecoveryCodes/RecoveryCodesPage"] = ["recovery codes", "recovery codes, none", "recovery codes, new"],
        ["SecondFactor/SecondFactorPage"] = ["second factor", "second factor, cancelled", "second factor, wrong"],
        ["SignIn/SignInPage"] = ["sign-in", "sign-in, refused", "sign-in, passkey", "sign-in, again"],
        ["SignOut/SignOutPage"] = ["sign-out"],
        ["SignOut/SignedOutPage"] = ["signed out"],
        ["SignUp/MailedPage"] = ["sign-up, mailed"],
        ["SignUp/PasskeySignUpPage"] = ["sign-up, passkey"],
        ["SignUp/SignUpPage"] = ["sign-up", "sign-up, refused", "sign-up, passkey offered"],
        ["SignUp/VerifiedPage"] = ["address confirmed"],
    };

    private static string Root { get; } = FindRoot();

    [Fact]
    public void of_the_sign_in_are_each_in_the_table()
    {
        var folder = Path.Combine(Root, "src", "Stagedoor.Server", "SignIn");
        var pages = Directory.GetFiles(folder, "*Page.razor", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)[..^".razor".Length].Replace('\\', '/'));
        Assert.Equal(pages.Order(StringComparer.Ordinal), LookedAt.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void in_the_table_are_each_looked_at()
    {
        var walks = new[] { nameof(Every_page), nameof(The_profile), nameof(An_authenticator_app) }.Select(test => File.ReadAllText(Path.Combine(Root, "tests", "Stagedoor.Browser.Tests", test + ".cs"))).ToList();
        Assert.All(walks, walk => Assert.All((string[])["Light, 360", "Dark, 360", "Light, 1920", "Dark, 1920"], line => Assert.Contains($"[InlineData(ColorScheme.{line})]", walk, StringComparison.Ordinal)));
        var looked = walks.SelectMany(walk => Looks().Matches(walk).Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(LookedAt.Values.SelectMany(names => names).Except(looked));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Stagedoor.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"Look(?:s?\.AtAsync)?\(""([^""]+)""\)", RegexOptions.IgnoreCase)]
    private static partial Regex Looks();
}
