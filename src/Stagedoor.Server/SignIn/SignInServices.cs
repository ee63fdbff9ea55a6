using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.SignIn.Credentials.Passkey;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.SignIn.Credentials.RecoveryCode;
using Stagedoor.Server.SignIn.Credentials.Totp;

namespace Stagedoor.Server.SignIn;

/// <summary>What the steps share.</summary>
internal static class SignInServices
{
    public static void Add(IServiceCollection services) => services
        .AddSingleton<Visits>().AddSingleton<Ways>()
        .AddSingleton<KnownDevice>().AddSingleton<SignInAttempts>().AddSingleton<RememberedBrowser>().AddSingleton<HalfSignIn>()
        .AddSingleton<AccountNews>().AddSingleton<SessionOpening>().AddSingleton<Arrival>().AddSingleton<SignInGate>()
        .AddSingleton<PasswordSignIn>().AddSingleton<PasskeyCeremony>().AddSingleton<RecoveryCodeSheet>().AddSingleton<TotpEnrolment>().AddSingleton<FactorCheck>().AddSingleton<FactorEnrolment>();
}
