.DEFAULT_GOAL := help
.PHONY: help run demo test verify warnings format check schema openapi config dist bench scale chaos devices rxdb e2e pictures clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## start Tidegate
	./tidegate run

demo: ## start it with the bundled simulated provider
	./tidegate demo

test: ## run the tests, or one: make test T=JobStoreTest
	mvn -B test $(if $(T),-Dtest=$(T) -Dsurefire.failIfNoSpecifiedTests=true)

verify: ## run all tests and all checks
	mvn -B verify

warnings: ## list every compiler warning instead of stopping at the first file
	mvn -B clean test-compile -Dmaven.compiler.failOnWarning=false

format: ## bring sources and pom.xml into form
	mvn -B -q spotless:apply

check: ## all checks without the tests
	mvn -B verify -DskipTests

schema: ## make schema/provider.schema.json anew, which editors check provider files by
	mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
	java -cp target/test-classes:target/classes:$$(cat target/bench.classpath) io.tidegate.schema.ProviderSchema

openapi: ## make the document of REST and docs/access-matrix.md anew
	mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
	java -cp target/test-classes:target/classes:$$(cat target/bench.classpath) io.tidegate.api.openapi.OpenApi
	java -cp target/test-classes:target/classes:$$(cat target/bench.classpath) io.tidegate.api.matrix.MatrixPage

dist: ## archives to install, of each system, in target/dist; or one: make dist S=linux-x64
	mvn -B -q -Dquick package
	src/dist/archive $(S)

config: ## make docs/configuration.md anew
	mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
	java -cp target/test-classes:target/classes:$$(cat target/bench.classpath) io.tidegate.config.ConfigurationPage

bench: ## measure speed beside a plain loop
	mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
	java -cp target/test-classes:target/classes:$$(cat target/bench.classpath) io.tidegate.bench.Bench

scale: ## measure how fresh DOCKS=100,1000,2000,4000 are kept by NODES=1 processes of WORKERS=16, for SECONDS=90 each
	mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
	java $(if $(DOCKS),-Dscale.docks=$(DOCKS)) $(if $(NODES),-Dscale.nodes=$(NODES)) \
		$(if $(SECONDS),-Dscale.seconds=$(SECONDS)) $(if $(WORKERS),-Dscale.workers=$(WORKERS)) -cp target/test-classes:target/classes:$$(cat target/bench.classpath) \
		io.tidegate.bench.Scale

chaos: ## break processes, database and provider for MINUTES=5, and check that nothing is lost; SEED=, NODES=, DOCKS=
	mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
	java -Dchaos.minutes=$(or $(MINUTES),5) $(if $(SEED),-Dchaos.seed=$(SEED)) $(if $(NODES),-Dchaos.nodes=$(NODES)) \
		$(if $(DOCKS),-Dchaos.docks=$(DOCKS)) \
		-cp target/test-classes:target/classes:$$(cat target/bench.classpath) io.tidegate.chaos.Chaos

devices: ## kill devices, servers and database while devices sync for MINUTES=5, and check that all agree; SEED=, DEVICES=
	mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
	java -Dfleet.minutes=$(or $(MINUTES),5) $(if $(SEED),-Dfleet.seed=$(SEED)) $(if $(DEVICES),-Dfleet.devices=$(DEVICES)) \
		-cp target/test-classes:target/classes:$$(cat target/bench.classpath) io.tidegate.fleet.FleetRun

rxdb: ## replicate with RxDB, a foreign client of device sync (Node 20 or newer)
	mkdir -p target/rxdb && cp src/rxdb/js/* target/rxdb
	npm install --prefix target/rxdb --no-package-lock --no-audit --no-fund
	mvn -B -Prxdb test

e2e: ## look at the console in a browser, or at one suite: make e2e T=OverviewTest
	mvn -B -Pe2e test-compile failsafe:integration-test failsafe:verify $(if $(T),-Dit.test=$(T))

pictures: ## take the pictures of docs/images anew
	mvn -B -q -Pe2e test-compile failsafe:integration-test failsafe:verify -Dit.test='*Pictures'

clean: ## remove what was built
	mvn -B -q clean
