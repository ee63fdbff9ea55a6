using System.Text.Json;
using Stagedoor.Cli.Management;
using Stagedoor.Cli.Terminal;

namespace Stagedoor.Cli.ServiceAccounts;

/// <summary><c>stagedoor service-accounts …</c>.</summary>
internal static class ServiceAccountVerbs
{
    public const string Path = "/service-accounts", OfOne = "/service-accounts/{0}";

    private const string IdIs = "Its id: 24 hex digits and @techacct.adobe.com.";

    public static VerbGroup Group => new(
        "service-accounts",
        "Service account users: who servers act as.",
        new ListServiceAccounts(),
        new CreateServiceAccount(),
        new RenameServiceAccount(),
        new ActOnOne("disable", "Ends every secret and token of one within a second. What it made stays.", "stagedoor service-accounts disable ID", "ID", IdIs, OfOne + "/disable", static one => $"{Name(one)} is disabled: its secrets and tokens are dead. What it made stays."),
        new ActOnOne("enable", "Lets one act again. No old secret or token comes back.", "stagedoor service-accounts enable ID", "ID", IdIs, OfOne + "/enable", static one => $"{Name(one)} is enabled. It needs a new secret: stagedoor credentials secrets add {Output.Plain(one.Text("credential"))}"),
        new DeleteServiceAccount());

    public static Listing<JsonElement> Listing { get; } = Items.Listing(
        ["ID", "NAME", "STATUS", "ROLE", "LAST ACTIVE", "SECRETS", "CREDENTIAL"],
        static one => [one.Text("id"), one.Text("name"), one.Text("status"), one.Text("account_role"), one.Moment("last_activity_at") ?? "never", one.Text("live_secrets") + (one.Text("secret_near_expiry") == "true" ? " (one ends soon)" : ""), one.Text("credential")]);

    public static string Name(JsonElement one) => Output.Plain(one.Text("name"));
}
